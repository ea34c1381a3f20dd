package org.aiperf.search.hyperparameters;

/** The standard normal distribution. */
final class Normal {
    private Normal() {}

    static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /**
     * The probability of less than x, to about 1e-15: for |x| below 5 by the series of Marsaglia 2004, beyond by the
     * continued fraction of the tail.
     */
    static double below(double x) {
        if (Math.abs(x) > 5) {
            double fraction = Math.abs(x);
            for (int i = 60; i > 0; i--) {
                fraction = Math.abs(x) + i / fraction;
            }
            double tail = density(x) / fraction;
            return x < 0 ? tail : 1 - tail;
        }
        double sum = x;
        double term = x;
        for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * density(x);
    }
}
