package org.aiperf.search.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SmallestEigenvalueTest {

    @Test
    void knownEigenvaluesAreFound() {
        assertThat(SmallestEigenvalue.of(new double[][] {{-3}})).isCloseTo(-3, within(1e-9));
        assertThat(SmallestEigenvalue.of(new double[][] {{2}, {1, 2}})).isCloseTo(1, within(1e-9));
        assertThat(SmallestEigenvalue.of(new double[][] {{0}, {1, 0}, {1, 1, 0}}))
                .isCloseTo(-1, within(1e-9));
    }

    @Test
    void theSecondDifferencesHaveTheirSmallestEigenvalue() {
        for (int n : new int[] {5, 30, 60}) {
            double[][] rows = new double[n][];
            for (int i = 0; i < n; i++) {
                rows[i] = new double[i + 1];
                rows[i][i] = 2;
                if (i > 0) {
                    rows[i][i - 1] = -1;
                }
            }
            assertThat(SmallestEigenvalue.of(rows))
                    .as("n = %d", n)
                    .isCloseTo(2 - 2 * Math.cos(Math.PI / (n + 1)), within(1e-8));
        }
    }

    @Test
    void oneFarBelowTheOthersIsFoundInALargeMatrix() {
        int n = 400;
        SplittableRandom random = new SplittableRandom(2);
        double[] direction = random.doubles(n).map(u -> u - 0.5).toArray();
        double square = Cholesky.dot(direction, direction, n);
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = new double[i + 1];
            for (int j = 0; j < i; j++) {
                rows[i][j] = -3 * direction[i] * direction[j] / square;
            }
            rows[i][i] = 1 - 3 * direction[i] * direction[i] / square;
        }
        assertThat(SmallestEigenvalue.of(rows)).isCloseTo(-2, within(1e-8));
    }
}
