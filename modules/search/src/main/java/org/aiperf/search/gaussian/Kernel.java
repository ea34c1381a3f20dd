package org.aiperf.search.gaussian;

/**
 * The covariance of two values by the distance d of their inputs: {@code signal * exp(-d / length)}.
 *
 * <p>The exponential (Matérn ½), not the Gaussian: the edit distance is no distance of points in a Euclidean space, and
 * {@code exp(-d²)} of such a distance is often not positive definite. The exponential only asks that d itself be of
 * negative type, as a distance along a tree is, and a search grows a tree.
 *
 * @param signal variance of values, in units of the variance of what was observed
 * @param length distance over which values lose their likeness
 * @param noise variance of one observation about its value, in the unit of {@code signal}
 */
public record Kernel(double signal, double length, double noise) {
    public Kernel {
        if (!(signal > 0 && length > 0 && noise >= 0)) {
            throw new IllegalArgumentException(
                    "a kernel has positive scales, not signal " + signal + ", length " + length + ", noise " + noise);
        }
    }

    /** The covariance of the values of two inputs that are so far apart. */
    public double covariance(double distance) {
        return signal * Math.exp(-distance / length);
    }
}
