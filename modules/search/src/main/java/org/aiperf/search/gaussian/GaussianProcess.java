package org.aiperf.search.gaussian;

import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gaussian process regression (Rasmussen and Williams 2006, algorithm 2.1) over inputs of which only distances are
 * known.
 *
 * <p><b>Idea.</b> One kernel, for fitting and for predicting. Observations of one input are averaged, and count as less
 * noisy, so no two rows of the matrix are alike. Values are standardised. Signal, length and noise are those of greatest
 * marginal likelihood, fitted again when there are a fifth more inputs; in between, each input adds one row to the
 * Cholesky factor. An edit distance does not promise a positive definite matrix: at each fit the smallest eigenvalue is
 * looked at, and what it lacks is added to the whole diagonal.
 *
 * <p><b>Cost.</b> O(n²) time for an input, O(n³) for a fit, so O(n²) on the average; O(n²) memory. What it believes
 * follows from the observations and their order alone, not from when it was asked, so one that is filled again after a
 * restart believes the same.
 */
public final class GaussianProcess<T> {
    private static final Logger LOG = LoggerFactory.getLogger(GaussianProcess.class);

    /** What the smallest eigenvalue is lifted to. */
    private static final double LEAST_EIGENVALUE = 1e-8;

    private static final double JITTER_GROWTH = 2;

    private final GaussianSettings settings;
    private final Distance<T> distance;
    private final Observations<T> observations;

    private Kernel kernel;
    private double jitterOfFit;
    private double jitter;
    private int fittedAt;
    private Cholesky factor = new Cholesky();

    public GaussianProcess(GaussianSettings settings, Distance<T> distance) {
        this.settings = settings;
        this.distance = distance;
        this.observations = new Observations<>(distance, settings.cutOff());
        this.kernel = settings.start();
    }

    /** Adds an observation; O(n) distances. */
    public void add(T input, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("what is observed is a number, not " + value);
        }
        factor.truncate(observations.add(input, value));
    }

    /** Takes back all but the first {@code size} observations; beliefs that were asked for before are void. */
    public void truncate(int size) {
        int first = observations.truncate(size);
        if (first < fittedAt || jitter > jitterOfFit) {
            factor.truncate(0);
            fittedAt = -1;
        }
        factor.truncate(first);
    }

    /** Observations so far. */
    public int size() {
        return observations.size();
    }

    /** Different inputs among them. */
    public int inputs() {
        return observations.rows();
    }

    /** What is believed now, if also each of {@code fantasies} is taken to come out as expected. */
    public Posterior<T> posterior(List<T> fantasies) {
        int due = settings.lastFit(observations.rows());
        if (due != fittedAt) {
            fit(due);
        }
        Observations.Averages averages = observations.averages();
        while (!isComplete(averages.counts())) {
            jitter = Math.max(jitter, LEAST_EIGENVALUE) * JITTER_GROWTH;
            LOG.warn(
                    "the matrix of {} inputs is not positive definite: {} is added to its whole diagonal",
                    observations.rows(),
                    jitter);
            factor.truncate(0);
        }
        Standardised targets = Standardised.of(averages.means(), settings.leastDeviation());
        Posterior<T> posterior =
                new Posterior<>(observations, distance, settings.cutOff(), kernel, jitter, factor.copy(), targets);
        fantasies.forEach(posterior::imagine);
        return posterior;
    }

    /** Appends the rows that the factor lacks; false if one of them cannot be. */
    private boolean isComplete(int[] counts) {
        for (int row = factor.size(); row < counts.length; row++) {
            double diagonal = kernel.signal() + kernel.noise() / counts[row] + jitter;
            if (!factor.append(covariances(row), diagonal)) {
                return false;
            }
        }
        return true;
    }

    private double[] covariances(int row) {
        double[] distances = observations.distances(row);
        double[] covariances = new double[row];
        for (int i = 0; i < row; i++) {
            covariances[i] = kernel.covariance(distances[i]);
        }
        return covariances;
    }

    private void fit(int rows) {
        Observations.Averages then = observations.whenNew(rows);
        kernel = rows == 0 ? settings.start() : likelihood(then).fit(settings);
        jitterOfFit = rows == 0 ? 0 : lacking(then.counts());
        jitter = jitterOfFit;
        fittedAt = rows;
        factor.truncate(0);
    }

    /** The likelihood of so many inputs as a fit looks at, evenly spread. */
    private MarginalLikelihood likelihood(Observations.Averages averages) {
        int all = averages.counts().length;
        int some = Math.min(all, settings.mostFitted());
        int[] picked = new int[some];
        Arrays.setAll(picked, i -> (int) ((long) i * all / some));
        double[][] distances = new double[some][];
        int[] counts = new int[some];
        double[] means = new double[some];
        for (int i = 0; i < some; i++) {
            double[] full = observations.distances(picked[i]);
            distances[i] = new double[i];
            for (int j = 0; j < i; j++) {
                distances[i][j] = full[picked[j]];
            }
            counts[i] = averages.counts()[picked[i]];
            means[i] = averages.means()[picked[i]];
        }
        return new MarginalLikelihood(
                distances,
                counts,
                Standardised.of(means, settings.leastDeviation()).values());
    }

    /** What the whole diagonal lacks for the matrix to be positive definite; 0 if nothing. */
    private double lacking(int[] counts) {
        double[][] rows = new double[counts.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOf(covariances(i), i + 1);
            rows[i][i] = kernel.signal() + kernel.noise() / counts[i];
        }
        double smallest = SmallestEigenvalue.of(rows);
        double least = LEAST_EIGENVALUE * kernel.signal();
        if (smallest >= least) {
            return 0;
        }
        // Half as much again: the next inputs lower it further.
        double lacking = least - 1.5 * smallest;
        LOG.warn(
                "the smallest eigenvalue of the matrix of {} inputs is {}: {} is added to its whole diagonal",
                rows.length,
                smallest,
                lacking);
        return lacking;
    }
}
