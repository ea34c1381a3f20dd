package org.aiperf.training;

import java.util.SplittableRandom;
import org.aiperf.datasets.ImageSource;

/**
 * Small changes to a training image that leave its class as it is: a shift, as if it had been padded and cropped again,
 * and perhaps a mirror image. What a shift uncovers takes the colour of the nearest edge.
 *
 * @param shift the largest displacement in pixels, each way
 * @param flip whether every other image is mirrored
 */
record Augmentation(int shift, boolean flip) {

    /** Writes the changed image to the beginning of {@code target}. */
    void apply(ImageSource source, byte[] pixels, SplittableRandom random, byte[] target) {
        int down = shift == 0 ? 0 : random.nextInt(-shift, shift + 1);
        int right = shift == 0 ? 0 : random.nextInt(-shift, shift + 1);
        boolean mirrored = flip && random.nextBoolean();
        if (down == 0 && right == 0 && !mirrored) {
            System.arraycopy(pixels, 0, target, 0, source.imageBytes());
            return;
        }
        int height = source.height();
        int width = source.width();
        int channels = source.channels();
        int at = 0;
        for (int y = 0; y < height; y++) {
            int row = Math.clamp(y - down, 0, height - 1) * width * channels;
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
