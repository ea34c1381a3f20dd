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
        int channels = source.channels();
        int rowBytes = source.width() * channels;
        int moved = Math.clamp(right, 1 - source.width(), source.width() - 1) * channels;
        int before = -1;
        for (int y = 0; y < height; y++) {
            int from = Math.clamp(y - down, 0, height - 1);
            if (from == before) {
                System.arraycopy(target, (y - 1) * rowBytes, target, y * rowBytes, rowBytes);
            } else if (mirrored) {
                mirror(pixels, from * rowBytes, rowBytes, channels, moved, target, y * rowBytes);
            } else {
                shift(pixels, from * rowBytes, rowBytes, channels, moved, target, y * rowBytes);
            }
            before = from;
        }
    }

    /** One row, moved to the right by so many bytes, or to the left if they are negative. */
    private static void shift(byte[] pixels, int row, int bytes, int channels, int moved, byte[] target, int at) {
        int left = Math.max(moved, 0);
        int cut = Math.max(-moved, 0);
        int kept = bytes - left - cut;
        repeat(pixels, row, channels, target, at, at + left);
        System.arraycopy(pixels, row + cut, target, at + left, kept);
        repeat(pixels, row + bytes - channels, channels, target, at + left + kept, at + bytes);
    }

    /** One row, moved likewise, with each pixel taken from the mirrored place. */
    private static void mirror(byte[] pixels, int row, int bytes, int channels, int moved, byte[] target, int at) {
        int left = Math.max(moved, 0);
        int cut = Math.max(-moved, 0);
        int kept = bytes - left - cut;
        repeat(pixels, row + bytes - channels, channels, target, at, at + left);
        int from = row + bytes - channels - cut;
        int end = at + left + kept;
        for (int to = at + left; to < end; to += channels) {
            for (int c = 0; c < channels; c++) {
                target[to + c] = pixels[from + c];
            }
            from -= channels;
        }
        repeat(pixels, row, channels, target, end, at + bytes);
    }

    private static void repeat(byte[] pixels, int pixel, int channels, byte[] target, int from, int to) {
        for (int at = from; at < to; at += channels) {
            System.arraycopy(pixels, pixel, target, at, channels);
        }
    }
}
