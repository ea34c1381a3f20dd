package org.aiperf.datasets;

import java.util.SplittableRandom;

/**
 * A generated set of images that is easy to have and not easy to learn: 32×32 pixels in colour, each with one of ten
 * figures of any position, size, rotation and colour, before a patchy background with a distracting stroke or two, under
 * noise. Image {@code i} of a seed is always the same, so any range can be made by itself.
 *
 * <p>How hard it is was tuned so that a search has something to find. Measured with images 0 to 3999 of seed 1 for
 * training and 4000 to 4999 for testing, batches of 64, learning rate 0.1:
 *
 * <table>
 *   <caption>Accuracies</caption>
 *   <tr><td>softmax regression on the pixels, best of four learning rates</td><td>0.273</td></tr>
 *   <tr><td>the network {@code cnn}, 3 epochs, three seeds</td><td>0.657 to 0.747</td></tr>
 *   <tr><td>the network {@code cnn}, 4 epochs, four seeds</td><td>0.730 to 0.794</td></tr>
 *   <tr><td>the network {@code resnet14}, 6 epochs with flips</td><td>0.999</td></tr>
 * </table>
 */
public final class Shapes {
    public static final int SIDE = 32;
    public static final int CHANNELS = 3;
    public static final int CLASSES = Figure.values().length;

    private static final Figure[] FIGURES = Figure.values();

    private final long seed;

    public Shapes(long seed) {
        this.seed = seed;
    }

    /** The images {@code from} (inclusive) to {@code to} (exclusive). */
    public ImageSet images(int from, int to) {
        int count = to - from;
        int imageBytes = SIDE * SIDE * CHANNELS;
        byte[] pixels = new byte[Math.multiplyExact(count, imageBytes)];
        int[] labels = new int[count];
        Canvas canvas = new Canvas(SIDE);
        for (int i = 0; i < count; i++) {
            SplittableRandom random = new SplittableRandom(scramble(seed) ^ scramble(~(long) (from + i)));
            labels[i] = paint(canvas, random);
            canvas.copyTo(pixels, i * imageBytes, random);
        }
        return new ImageSet(SIDE, SIDE, CHANNELS, CLASSES, pixels, labels);
    }

    private static int paint(Canvas canvas, SplittableRandom random) {
        int label = random.nextInt(CLASSES);
        canvas.background(random);
        int distractions = random.nextInt(1, 3);
        for (int i = 0; i < distractions; i++) {
            canvas.distraction(random);
        }
        canvas.figure(FIGURES[label], random);
        return label;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014): neighbouring numbers become unlike ones. */
    private static long scramble(long number) {
        long z = number + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
