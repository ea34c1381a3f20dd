package org.aiperf.search.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class AssignmentTest {
    @Test
    void itCostsAsLittleAsTheBestOfAllAssignments() {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int columns = random.nextInt(0, 8);
            int rows = random.nextInt(0, columns + 1);
            // Few different costs, so that there are ties and zeros, or many.
            int levels = random.nextBoolean() ? 3 : 1_000_000;
            double[] costs = new double[rows * columns];
            Arrays.setAll(costs, i -> random.nextInt(levels) / (double) levels);

            assertThat(Assignment.leastCost(costs, rows, columns))
                    .as("seed %d, %d rows, %d columns", seed, rows, columns)
                    .isCloseTo(best(costs, rows, columns, 0, 0), within(1e-9));
        }
    }

    @Test
    void aLargeOneWithAKnownAnswerIsSolved() {
        int n = 200;
        int[] hidden = new SplittableRandom(5).ints(n).toArray();
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Integer.compare(hidden[a], hidden[b]));
        double[] costs = new double[n * n];
        SplittableRandom random = new SplittableRandom(6);
        Arrays.setAll(costs, i -> order[i / n] == i % n ? 0.25 : 0.25 + random.nextDouble());

        assertThat(Assignment.leastCost(costs, n, n)).isCloseTo(n * 0.25, within(1e-9));
    }

    @Test
    void moreRowsThanColumnsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Assignment.leastCost(new double[2], 2, 1));
    }

    private static double best(double[] costs, int rows, int columns, int row, int taken) {
        if (row == rows) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < columns; j++) {
            if ((taken >> j & 1) == 0) {
                least = Math.min(least, costs[row * columns + j] + best(costs, rows, columns, row + 1, taken | 1 << j));
            }
        }
        return least;
    }
}
