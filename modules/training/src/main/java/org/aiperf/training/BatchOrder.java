package org.aiperf.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which images are in which batch. One thread at a time may ask for them, and asks for one batch after the other; seeds
 * may be asked for by all.
 */
final class BatchOrder {
    /** Odd and without a pattern (Steele and Vigna 2022): seeds of neighbouring images are far from each other. */
    private static final long BETWEEN_SEEDS = 0xd1342543de82ef95L;

    private final int size;
    private final int stepsPerEpoch;
    private final int firstEpoch;
    private final int epochs;
    private final long seed;
    private final boolean shuffled;

    private int[] order = {};
    private int orderOfEpoch = -1;

    private BatchOrder(int size, int stepsPerEpoch, int firstEpoch, int epochs, long seed, boolean shuffled) {
        this.size = size;
        this.stepsPerEpoch = stepsPerEpoch;
        this.firstEpoch = firstEpoch;
        this.epochs = epochs;
        this.seed = seed;
        this.shuffled = shuffled;
    }

    /** Every epoch in an order of its own that follows from the options' seed. */
    static BatchOrder shuffled(int size, int stepsPerEpoch, int firstEpoch, TrainingOptions options) {
        return new BatchOrder(size, stepsPerEpoch, firstEpoch, options.epochs(), options.seed(), true);
    }

    /** In the order of the images, so many times. */
    static BatchOrder sequential(int size, int steps, int times) {
        return new BatchOrder(size, steps, 0, times, 0, false);
    }

    long steps() {
        return (long) stepsPerEpoch * Math.max(epochs - firstEpoch, 0);
    }

    int largestBatch() {
        return (size + stepsPerEpoch - 1) / stepsPerEpoch;
    }

    /** The images of a batch, which is numbered from 0 at the first epoch. */
    int[] images(long step) {
        int epoch = epoch(step);
        if (epoch != orderOfEpoch) {
            order = shuffled
                    ? shuffle(size, new SplittableRandom(seedOf(epoch)))
                    : IntStream.range(0, size).toArray();
            orderOfEpoch = epoch;
        }
        int inEpoch = (int) (step % stepsPerEpoch);
        return Arrays.copyOfRange(order, boundary(inEpoch), boundary(inEpoch + 1));
    }

    /** The seed of the changes to one image of a batch. */
    long seed(long step, int image) {
        long place = boundary((int) (step % stepsPerEpoch)) + (long) image;
        return seedOf(epoch(step)) + (place + 1) * BETWEEN_SEEDS;
    }

    private int epoch(long step) {
        return firstEpoch + (int) (step / stepsPerEpoch);
    }

    private long seedOf(int epoch) {
        return seed ^ (epoch + 1) * 0x9e3779b97f4a7c15L;
    }

    private int boundary(int step) {
        return (int) ((long) size * step / stepsPerEpoch);
    }

    private static int[] shuffle(int size, SplittableRandom random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
