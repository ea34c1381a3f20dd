package org.aiperf.training;

import java.util.SplittableRandom;
import org.aiperf.datasets.ImageSet;

/**
 * Small changes to a training image that leave its class as it is: a shift, as if it had been padded and cropped again,
 * and perhaps a mirror image. What a shift uncovers takes the colour of the nearest edge.
 *
 * @param shift the largest displacement in pixels, each way
 * @param flip whether every other image is mirrored
 */
record Augmentation(int shift, boolean flip) {

    /** Writes the changed image to the beginning of {@code target}. */
    void apply(ImageSet set, int image, SplittableRandom random, byte[] target) {
        int down = shift == 0 ? 0 : random.nextInt(-shift, shift + 1);
        int right = shift == 0 ? 0 : random.nextInt(-shift, shift + 1);
        boolean mirrored = flip && random.nextBoolean();
        byte[] pixels = set.pixels();
        int start = set.start(image);
        if (down == 0 && right == 0 && !mirrored) {
            System.arraycopy(pixels, start, target, 0, set.imageBytes());
            return;
        }
        int width = set.width();
        int channels = set.channels();
        int at = 0;
        for (int y = 0; y < set.height(); y++) {
            int row = start + Math.clamp(y - down, 0, set.height() - 1) * width * channels;
            for (int x = 0; x < width; x++) {
                int column = Math.clamp(x - right, 0, width - 1);
                int from = row + (mirrored ? width - 1 - column : column) * channels;
                for (int c = 0; c < channels; c++) {
                    target[at++] = pixels[from + c];
                }
            }
        }
    }
}
