package org.aiperf.search.gaussian;

/**
 * What a {@link GaussianProcess} does not learn from its data.
 *
 * @param cutOff distances beyond it count as it: the kernel sees no difference there
 * @param start the kernel before there are enough inputs to fit one
 * @param leastInputs inputs from which on a kernel is fitted
 * @param refitGrowth the kernel is fitted again when there are so many times as many inputs
 * @param mostFitted inputs that a fit looks at; of more it takes so many, evenly spread (the subset of data of Rasmussen
 *     and Williams 2006, section 8.3.3)
 * @param shortestLength least length scale that a fit may find
 * @param longestLength greatest length scale that a fit may find
 * @param leastNoise least noise that a fit may find, as a share of the signal
 * @param mostNoise greatest noise that a fit may find, as a share of the signal
 * @param leastDeviation deviation that observed values are taken to have at least, in their unit
 */
public record GaussianSettings(
        double cutOff,
        Kernel start,
        int leastInputs,
        double refitGrowth,
        int mostFitted,
        double shortestLength,
        double longestLength,
        double leastNoise,
        double mostNoise,
        double leastDeviation) {
    public GaussianSettings {
        boolean sound = cutOff > 0
                && leastInputs >= 2
                && refitGrowth > 1
                && mostFitted >= leastInputs
                && shortestLength > 0
                && longestLength > shortestLength
                && leastNoise > 0
                && mostNoise > leastNoise
                && leastDeviation > 0;
        if (!sound) {
            throw new IllegalArgumentException("these settings leave nothing to fit");
        }
    }

    /** For accuracies from 0 to 1 and edit distances of networks that grew from each other. */
    public static GaussianSettings defaults() {
        return new GaussianSettings(16, new Kernel(1, 4, 0.05), 6, 1.2, 256, 0.5, 6, 1e-4, 1, 0.01);
    }

    /** The number of inputs at which the kernel was last fitted when there are {@code inputs}; 0 if it never was. */
    int lastFit(int inputs) {
        int last = 0;
        for (int next = leastInputs; next <= inputs; next = Math.max(next + 1, (int) Math.ceil(next * refitGrowth))) {
            last = next;
        }
        return last;
    }
}
