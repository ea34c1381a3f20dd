package org.aiperf.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SignedRanksTest {

    @Test
    void allDifferencesAboveZeroIsOneOfAllAssignments() {
        assertThat(SignedRanks.probabilityOfGreater(new double[] {1, 2, 3, 4, 5}))
                .isCloseTo(1 / 32.0, within(1e-12));
        assertThat(SignedRanks.probabilityOfGreater(new double[] {-1, -2, -3, -4, -5}))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void theSmallestOfFiveBelowZeroLeavesTwoAssignments() {
        assertThat(SignedRanks.probabilityOfGreater(new double[] {-1, 2, 3, 4, 5}))
                .isCloseTo(2 / 32.0, within(1e-12));
    }

    @Test
    void zerosAreLeftOutAndTiesShareTheirRank() {
        assertThat(SignedRanks.probabilityOfGreater(new double[] {0, 0, 1, 2, 3}))
                .isCloseTo(1 / 8.0, within(1e-12));
        // Ranks 1.5, 1.5, 3: sums of at least 4.5 are 1.5 + 3, twice, and all three.
        assertThat(SignedRanks.probabilityOfGreater(new double[] {-1, 1, 2})).isCloseTo(3 / 8.0, within(1e-12));
        assertThat(SignedRanks.probabilityOfGreater(new double[0])).isEqualTo(1);
    }

    @Test
    void equalsACountOfAllAssignments() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] differences = random.doubles(9, -1, 2)
                    .map(value -> Math.rint(4 * value))
                    .filter(value -> value != 0)
                    .toArray();
            assertThat(SignedRanks.probabilityOfGreater(differences))
                    .as("seed %d", seed)
                    .isCloseTo(counted(differences), within(1e-12));
        }
    }

    private static double counted(double[] differences) {
        int n = differences.length;
        double seen = statistic(differences);
        int atLeast = 0;
        for (int signs = 0; signs < 1 << n; signs++) {
            double[] signed = differences.clone();
            for (int i = 0; i < n; i++) {
                signed[i] = (signs >> i & 1) == 1 ? Math.abs(differences[i]) : -Math.abs(differences[i]);
            }
            atLeast += statistic(signed) >= seen ? 1 : 0;
        }
        return atLeast / Math.pow(2, n);
    }

    private static double statistic(double[] differences) {
        double sum = 0;
        for (double difference : differences) {
            double rank = 0.5;
            for (double other : differences) {
                rank += Math.abs(other) < Math.abs(difference) ? 1 : Math.abs(other) == Math.abs(difference) ? 0.5 : 0;
            }
            sum += difference > 0 ? rank : 0;
        }
        return sum;
    }
}
