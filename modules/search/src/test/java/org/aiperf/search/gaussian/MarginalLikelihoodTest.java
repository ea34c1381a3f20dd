package org.aiperf.search.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MarginalLikelihoodTest {
    private static final int N = 120;

    private final double[] places = new double[N];
    private final int[] counts = new int[N];

    /** Values of a process with this kernel on a line. */
    private double[] draw(Kernel kernel, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Arrays.setAll(places, i -> random.nextDouble() * 200);
        Arrays.fill(counts, 1);
        Cholesky factor = new Cholesky();
        double[][] rows = new double[N][];
        for (int i = 0; i < N; i++) {
            int row = i;
            rows[i] = new double[i];
            Arrays.setAll(rows[i], j -> kernel.covariance(Math.abs(places[row] - places[j])));
            assertThat(factor.append(rows[i], kernel.signal() + kernel.noise())).isTrue();
        }
        double[] white = new double[N];
        Arrays.setAll(white, i -> random.nextGaussian());
        // L w, from the factor's own columns: solve(row of K) is the row of L.
        double[] values = new double[N];
        for (int i = 0; i < N; i++) {
            double[] covariances = new double[N];
            for (int j = 0; j < N; j++) {
                covariances[j] = kernel.covariance(Math.abs(places[i] - places[j])) + (i == j ? kernel.noise() : 0);
            }
            values[i] = Cholesky.dot(factor.solve(covariances), white, N);
        }
        return values;
    }

    private MarginalLikelihood likelihood(double[] values) {
        double[][] distances = new double[N][];
        for (int i = 0; i < N; i++) {
            int row = i;
            distances[i] = new double[i];
            Arrays.setAll(distances[i], j -> Math.abs(places[row] - places[j]));
        }
        return new MarginalLikelihood(distances, counts, values);
    }

    @Test
    void itIsThatOfTheEquationWithADenseInverse() {
        double[] values = draw(new Kernel(1, 6, 0.1), 1);
        counts[3] = 4;
        MarginalLikelihood.Profile profile = likelihood(values).profile(5, 0.2);
        Kernel kernel = profile.kernel();
        assertThat(kernel.length()).isEqualTo(5);
        assertThat(kernel.noise() / kernel.signal()).isCloseTo(0.2, within(1e-12));
        assertThat(profile.logLikelihood()).isCloseTo(dense(kernel, values), within(1e-7));
        for (double factor : new double[] {0.9, 1.1}) {
            Kernel other = new Kernel(kernel.signal() * factor, 5, kernel.noise() * factor);
            assertThat(dense(other, values)).as("signal times %s", factor).isLessThan(profile.logLikelihood());
        }
    }

    private double dense(Kernel kernel, double[] values) {
        double[][] matrix = new double[N][N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                matrix[i][j] =
                        kernel.covariance(Math.abs(places[i] - places[j])) + (i == j ? kernel.noise() / counts[i] : 0);
            }
        }
        DenseInverse dense = new DenseInverse(matrix);
        return -0.5 * (dense.product(values, values) + dense.logDeterminant + N * Math.log(2 * Math.PI));
    }

    @Test
    void aFitFindsTheKernelThatTheValuesWereDrawnFrom() {
        double[] logs = new double[3];
        int draws = 8;
        for (long seed = 0; seed < draws; seed++) {
            double[] values = draw(new Kernel(2, 8, 0.1), seed);
            Kernel found = likelihood(values).fit(GaussianSettings.defaults());
            logs[0] += Math.log(found.signal() / 2) / draws;
            logs[1] += Math.log(found.length() / 8) / draws;
            logs[2] += Math.log(found.noise() / 0.1) / draws;
        }
        assertThat(logs[0]).as("signal").isBetween(-0.5, 0.5);
        assertThat(logs[1]).as("length").isBetween(-0.7, 0.7);
        assertThat(logs[2]).as("noise").isBetween(-1.5, 1.5);
    }

    @Test
    void aFitIsNoLessLikelyThanAnyKernelOfAFineGrid() {
        double[] values = draw(new Kernel(1, 3, 0.05), 11);
        MarginalLikelihood likelihood = likelihood(values);
        GaussianSettings settings = GaussianSettings.defaults();
        Kernel found = likelihood.fit(settings);
        double best = likelihood
                .profile(found.length(), found.noise() / found.signal())
                .logLikelihood();
        for (double length = 0.5; length <= 32; length *= 1.3) {
            for (double share = 1e-4; share <= 1; share *= 1.8) {
                assertThat(likelihood.profile(length, share).logLikelihood())
                        .as("length %s, share %s", length, share)
                        .isLessThan(best + 0.1);
            }
        }
    }
}
