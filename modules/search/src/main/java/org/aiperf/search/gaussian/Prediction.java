package org.aiperf.search.gaussian;

/**
 * What is expected of an input, in the unit of the observed values.
 *
 * @param variance of the value itself, without the noise of observing it
 */
public record Prediction(double mean, double variance) {

    /** The root of the variance. */
    public double deviation() {
        return Math.sqrt(variance);
    }
}
