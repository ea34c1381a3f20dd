package org.aiperf.search.gaussian;

/**
 * How likely the observed values are under a kernel, all functions considered (Rasmussen and Williams 2006, equation
 * 2.30).
 *
 * <p>With {@code K = signal · (R + share · diag(1 / counts))}, where R follows from the length alone, the best signal for
 * a given length and share is {@code yᵀ (R + …)⁻¹ y / n}. So only two numbers have to be searched: first on a grid, which
 * the wrong one of several maxima cannot mislead, then by golden section along each between the grid's neighbours.
 */
final class MarginalLikelihood {
    private static final int LENGTHS = 7;
    private static final int SHARES = 5;
    private static final int SECTIONS = 8;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final double[][] distances;
    private final int[] counts;
    private final double[] values;

    /**
     * @param distances of each input from those before it
     * @param counts observations that each value is the mean of
     * @param values standardised
     */
    MarginalLikelihood(double[][] distances, int[] counts, double[] values) {
        this.distances = distances;
        this.counts = counts;
        this.values = values;
    }

    /** @param logLikelihood minus infinity if the matrix is not positive definite */
    record Profile(Kernel kernel, double logLikelihood) {}

    /** The best signal for a length and a share of noise, and how likely the values are then. */
    Profile profile(double length, double share) {
        Kernel unit = new Kernel(1, length, share);
        int n = values.length;
        Cholesky factor = new Cholesky();
        for (int i = 0; i < n; i++) {
            double[] row = new double[i];
            for (int j = 0; j < i; j++) {
                row[j] = unit.covariance(distances[i][j]);
            }
            if (!factor.append(row, 1 + share / counts[i])) {
                return new Profile(unit, Double.NEGATIVE_INFINITY);
            }
        }
        double[] white = factor.solve(values);
        double signal = Math.max(Cholesky.dot(white, white, n) / n, Double.MIN_NORMAL);
        double logLikelihood = -0.5 * (n * Math.log(2 * Math.PI * signal) + factor.logDeterminant() + n);
        return new Profile(new Kernel(signal, length, share * signal), logLikelihood);
    }

    /** The most likely kernel within the settings' bounds; their first kernel if no matrix is positive definite. */
    Kernel fit(GaussianSettings settings) {
        double lengthStep = Math.log(settings.longestLength() / settings.shortestLength()) / (LENGTHS - 1);
        double shareStep = Math.log(settings.mostNoise() / settings.leastNoise()) / (SHARES - 1);
        Profile best = new Profile(settings.start(), Double.NEGATIVE_INFINITY);
        double bestLength = 0;
        double bestShare = 0;
        for (int i = 0; i < LENGTHS; i++) {
            for (int j = 0; j < SHARES; j++) {
                double length = settings.shortestLength() * Math.exp(lengthStep * i);
                double share = settings.leastNoise() * Math.exp(shareStep * j);
                Profile profile = profile(length, share);
                if (profile.logLikelihood > best.logLikelihood) {
                    best = profile;
                    bestLength = length;
                    bestShare = share;
                }
            }
        }
        if (best.logLikelihood == Double.NEGATIVE_INFINITY) {
            return best.kernel;
        }
        double share = bestShare;
        best = best(
                best,
                section(
                        length -> profile(length, share),
                        bestLength,
                        lengthStep,
                        settings.shortestLength(),
                        settings.longestLength()));
        double length = best.kernel.length();
        best = best(
                best,
                section(
                        each -> profile(length, each),
                        bestShare,
                        shareStep,
                        settings.leastNoise(),
                        settings.mostNoise()));
        return best.kernel;
    }

    private interface Line {
        Profile at(double x);
    }

    private static Profile best(Profile a, Profile b) {
        return b.logLikelihood > a.logLikelihood ? b : a;
    }

    /** Golden section (Kiefer 1953) on the logarithm, a step to both sides of {@code middle} and within the bounds. */
    private static Profile section(Line line, double middle, double step, double least, double most) {
        double low = Math.log(Math.max(middle * Math.exp(-step), least));
        double high = Math.log(Math.min(middle * Math.exp(step), most));
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        Profile atLeft = line.at(Math.exp(left));
        Profile atRight = line.at(Math.exp(right));
        for (int i = 0; i < SECTIONS; i++) {
            if (atLeft.logLikelihood >= atRight.logLikelihood) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = line.at(Math.exp(left));
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = line.at(Math.exp(right));
            }
        }
        return best(atLeft, atRight);
    }
}
