package org.aiperf.search;

import org.aiperf.search.gaussian.GaussianSettings;

/**
 * The constants of a {@link BayesSearch}.
 *
 * @param beta deviations that the upper confidence bound lies above the mean
 * @param startTemperature of the annealing
 * @param cooling what the temperature is multiplied by after each expansion
 * @param leastTemperature at which the annealing stops
 * @param neighbours children that an expansion makes at most
 * @param attempts steps that an expansion tries at most
 * @param reach distance that most steps of an expansion do not exceed; only speed depends on it
 * @param leastDistance below which two architectures count as one
 * @param process settings of the Gaussian process
 */
public record BayesSettings(
        double beta,
        double startTemperature,
        double cooling,
        double leastTemperature,
        int neighbours,
        int attempts,
        double reach,
        double leastDistance,
        GaussianSettings process) {
    public BayesSettings {
        boolean sound = beta >= 0
                && startTemperature > leastTemperature
                && leastTemperature > 0
                && cooling > 0
                && cooling < 1
                && neighbours > 0
                && attempts >= neighbours
                && reach >= 0
                && leastDistance > 0;
        if (!sound) {
            throw new IllegalArgumentException("an annealing with these settings would not run, or not end");
        }
    }

    /** The constants of the reference; it has none for its process, which are ours. */
    public static BayesSettings defaults() {
        return new BayesSettings(2.576, 1, 0.5, 1e-4, 8, 16, 4, 1e-5, GaussianSettings.defaults());
    }

    public BayesSettings withBeta(double deviations) {
        return new BayesSettings(
                deviations,
                startTemperature,
                cooling,
                leastTemperature,
                neighbours,
                attempts,
                reach,
                leastDistance,
                process);
    }

    public BayesSettings withLeastTemperature(double temperature) {
        return new BayesSettings(
                beta, startTemperature, cooling, temperature, neighbours, attempts, reach, leastDistance, process);
    }

    /** An expansion tries twice as many steps as it makes children, as in the reference. */
    public BayesSettings withNeighbours(int children) {
        return new BayesSettings(
                beta,
                startTemperature,
                cooling,
                leastTemperature,
                children,
                2 * children,
                reach,
                leastDistance,
                process);
    }
}
