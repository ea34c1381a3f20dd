package org.aiperf.search.gaussian;

import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link GaussianProcess} believes at one moment; later observations do not change it.
 *
 * <p>With {@code K = L Lᵀ}, {@code v = L⁻¹ k} and {@code z = L⁻¹ y} the mean is {@code v·z} and the variance
 * {@code signal − v·v}: O(n²) for a prediction. A fantasy is an observation that came out as its mean: its entry of z is
 * 0, so it changes no mean, and makes its neighbourhood less uncertain (Ginsbourger et al. 2010, "kriging believer").
 */
public final class Posterior<T> {
    private final Observations<T> observations;
    private final Distance<T> distance;
    private final double cutOff;
    private final int rows;
    private final Kernel kernel;
    private final double jitter;
    private final Cholesky factor;
    private final Standardised targets;
    private final double[] white;
    private final List<T> fantasies = new ArrayList<>();

    Posterior(
            Observations<T> observations,
            Distance<T> distance,
            double cutOff,
            Kernel kernel,
            double jitter,
            Cholesky factor,
            Standardised targets) {
        this.observations = observations;
        this.distance = distance;
        this.cutOff = cutOff;
        this.rows = observations.rows();
        this.kernel = kernel;
        this.jitter = jitter;
        this.factor = factor;
        this.targets = targets;
        this.white = factor.solve(targets.values());
    }

    /** The kernel that is believed in, in units of the deviation of what was observed. */
    public Kernel kernel() {
        return kernel;
    }

    /** Imagines that an input was observed and came out as expected. One that adds nothing to what is known is left out. */
    void imagine(T input) {
        double[] covariances = covariances(distances(input));
        if (factor.append(covariances, kernel.signal() + kernel.noise() + jitter)) {
            fantasies.add(input);
        }
    }

    /**
     * Distances of an input from all that was observed and imagined, none beyond the cut-off.
     *
     * @throws IllegalStateException if observations were taken back since
     */
    public double[] distances(T input) {
        return distances(input, 0);
    }

    /** As {@link #distances(Object)}, but the cut-off is so much farther: what {@link #distances(Object, double[], double)} needs. */
    public double[] distances(T input, double beyond) {
        double most = cutOff + beyond;
        double[] all = new double[rows + fantasies.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = Math.min(distance.between(input, other(i), most), most);
        }
        return all;
    }

    /**
     * As {@link #distances(Object)}, for the neighbour of an input of which they are known. By the triangle inequality
     * what is farther from the one than the cut-off and the step together is beyond the other's cut-off, and is not
     * measured again.
     *
     * @param around distances of the neighbour, up to beyond the cut-off
     * @param step distance of the input and the neighbour
     */
    public double[] distances(T input, double[] around, double step) {
        double[] all = new double[around.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = around[i] - step >= cutOff ? cutOff : Math.min(distance.between(input, other(i), cutOff), cutOff);
        }
        return all;
    }

    private T other(int place) {
        if (observations.rows() < rows) {
            throw new IllegalStateException("these beliefs rest on observations that were taken back");
        }
        return place < rows ? observations.input(place) : fantasies.get(place - rows);
    }

    /** What is expected of an input. */
    public Prediction predict(T input) {
        return predict(distances(input));
    }

    /** What is expected of an input that has these {@link #distances}. */
    public Prediction predict(double[] distances) {
        double[] v = factor.solve(covariances(distances));
        double mean = targets.mean() + targets.deviation() * Cholesky.dot(v, white, white.length);
        double variance = Math.max(kernel.signal() - Cholesky.dot(v, v, v.length), 0);
        return new Prediction(mean, variance * targets.deviation() * targets.deviation());
    }

    private double[] covariances(double[] distances) {
        double[] covariances = new double[distances.length];
        for (int i = 0; i < covariances.length; i++) {
            covariances[i] = kernel.covariance(distances[i]);
        }
        return covariances;
    }
}
