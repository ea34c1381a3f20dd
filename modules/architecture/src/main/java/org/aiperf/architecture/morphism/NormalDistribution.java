package org.aiperf.architecture.morphism;

/** The standard normal distribution. */
final class NormalDistribution {
    private NormalDistribution() {}

    static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** The chance of at most {@code x}, to 1e-7 (Abramowitz and Stegun 1964, formula 26.2.17). */
    static double cumulative(double x) {
        if (x < 0) {
            return 1 - cumulative(-x);
        }
        double t = 1 / (1 + 0.2316419 * x);
        double tail = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return 1 - density(x) * tail;
    }
}
