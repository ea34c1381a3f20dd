package org.aiperf.search.hyperparameters;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A mixture of equal parts of normal distributions, cut off at the bounds: one about each number that was seen, and a
 * wide one about the middle as prior. A part is as wide as the gap to the farther of its two neighbours, bounds included
 * (Bergstra et al. 2011, section 4.2), and at least the range divided by one more than the number of parts, at most 100.
 */
final class ParzenDensity implements Density {
    private static final int FINEST = 100;

    private final double low;
    private final double high;
    private final double[] middles;
    private final double[] widths;

    ParzenDensity(double low, double high, double[] seen) {
        this.low = low;
        this.high = high;
        this.middles = Arrays.copyOf(seen, seen.length + 1);
        double prior = (low + high) / 2;
        middles[seen.length] = prior;
        Arrays.sort(middles);
        int place = Arrays.binarySearch(middles, prior);
        widths = new double[middles.length];
        double least = (high - low) / Math.min(FINEST, middles.length + 1);
        for (int i = 0; i < widths.length; i++) {
            double below = middles[i] - (i > 0 ? middles[i - 1] : low);
            double above = (i + 1 < middles.length ? middles[i + 1] : high) - middles[i];
            widths[i] = Math.clamp(Math.max(below, above), least, high - low);
        }
        widths[place] = high - low;
    }

    @Override
    public double at(double x) {
        if (x < low || x > high) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < middles.length; i++) {
            double inside =
                    Normal.below((high - middles[i]) / widths[i]) - Normal.below((low - middles[i]) / widths[i]);
            sum += Normal.density((x - middles[i]) / widths[i]) / widths[i] / inside;
        }
        return sum / middles.length;
    }

    @Override
    public double draw(RandomGenerator random) {
        int part = random.nextInt(middles.length);
        while (true) {
            double x = middles[part] + widths[part] * random.nextGaussian();
            if (x >= low && x <= high) {
                return x;
            }
        }
    }
}
