package org.aiperf.search.gaussian;

/** Values with their mean taken away and divided by their deviation. */
final class Standardised {
    private final double mean;
    private final double deviation;
    private final double[] values;

    private Standardised(double mean, double deviation, double[] values) {
        this.mean = mean;
        this.deviation = deviation;
        this.values = values;
    }

    /** @param leastDeviation by which they are divided at least */
    static Standardised of(double[] values, double leastDeviation) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.max(Math.sqrt(squares / Math.max(values.length, 1)), leastDeviation);
        double[] standard = new double[values.length];
        for (int i = 0; i < standard.length; i++) {
            standard[i] = (values[i] - mean) / deviation;
        }
        return new Standardised(mean, deviation, standard);
    }

    double mean() {
        return mean;
    }

    double deviation() {
        return deviation;
    }

    double[] values() {
        return values;
    }
}
