package org.aiperf.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.junit.jupiter.api.Test;

final class RankCorrelationTest {

    @Test
    void itIsOneForAnyRisingRelationAndMinusOneForAnyFalling() {
        double[] x = {3, 1, 4, 1.5, 9};
        double[] cubes = {27, 1, 64, 1.5 * 1.5 * 1.5, 729};
        double[] falling = {-3, -1, -4, -1.5, -9};
        assertThat(RankCorrelation.spearman(x, cubes).orElseThrow()).isCloseTo(1, within(1e-12));
        assertThat(RankCorrelation.spearman(x, falling).orElseThrow()).isCloseTo(-1, within(1e-12));
    }

    @Test
    void equalValuesShareTheirRanks() {
        // Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: 4.5 / sqrt(4.5 · 5).
        assertThat(RankCorrelation.spearman(new double[] {1, 2, 2, 3}, new double[] {1, 3, 2, 4})
                        .orElseThrow())
                .isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-12));
    }

    @Test
    void withoutAnOrderThereIsNoCorrelation() {
        assertThat(RankCorrelation.spearman(new double[] {1, 1}, new double[] {1, 2}))
                .isEmpty();
        assertThat(RankCorrelation.spearman(new double[0], new double[0])).isEmpty();
    }

    @Test
    void beforeAResultCameItWasExpectedWhereNeighboursAreAlike() {
        List<HistoryEntry> history = history(false);
        OptionalDouble real = expectations(history, 5);
        assertThat(real.orElseThrow()).isGreaterThan(0.5);
        OptionalDouble shuffled = expectations(history(true), 5);
        assertThat(shuffled.orElseThrow()).isLessThan(0.4);
    }

    /** Of what a search expects of each result and what came, where it has seen only those before (Dawid 1984). */
    private static OptionalDouble expectations(List<HistoryEntry> history, int first) {
        BayesSearch search = new BayesSearch(BayesSettings.defaults(), SearchSpace.of(child -> true));
        double[] expected = new double[history.size() - first];
        double[] came = new double[expected.length];
        for (int i = 0; i < expected.length; i++) {
            HistoryEntry next = history.get(first + i);
            expected[i] = search.predict(history.subList(0, first + i), next.architecture())
                    .mean();
            came[i] = next.accuracy();
        }
        return RankCorrelation.spearman(expected, came);
    }

    private static List<HistoryEntry> history(boolean random) {
        SplittableRandom numbers = new SplittableRandom(5);
        RandomGrowth growth = new RandomGrowth(SearchSpace.of(child -> true));
        Architecture cnn =
                NamedArchitectures.named("cnn", Shape.image(32, 32, 3), 10).orElseThrow();
        List<HistoryEntry> history = new ArrayList<>(List.of(new HistoryEntry(1, cnn, 0.5)));
        while (history.size() < 60) {
            Architecture child =
                    growth.propose(history, List.of(), numbers).orElseThrow().child();
            double accuracy =
                    random ? numbers.nextDouble() : 0.5 + 0.005 * child.layers().size() + 0.01 * numbers.nextGaussian();
            history.add(new HistoryEntry(history.size() + 1, child, accuracy));
        }
        return history;
    }
}
