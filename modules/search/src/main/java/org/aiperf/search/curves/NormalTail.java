package org.aiperf.search.curves;

/** The upper tail of the standard normal distribution. */
final class NormalTail {
    private NormalTail() {}

    /** The probability of more than x, to within 7.5e-8 (Abramowitz and Stegun 1964, 26.2.17). */
    static double above(double x) {
        if (x < 0) {
            return 1 - above(-x);
        }
        double t = 1 / (1 + 0.2316419 * x);
        double series =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return series * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
