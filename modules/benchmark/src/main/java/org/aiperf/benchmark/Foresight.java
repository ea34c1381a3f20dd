package org.aiperf.benchmark;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.aiperf.search.RankCorrelation;

/**
 * How well a run's search foresaw what came out: each accuracy was expected before its model was trained, so the history
 * that the expectation came from did not hold it.
 *
 * @param models finished ones that something was expected of
 * @param rankCorrelation Spearman's, of the accuracies that were expected and those that came out; empty below
 *     {@value #FEWEST} models, or if all of one side are equal
 */
public record Foresight(int models, OptionalDouble rankCorrelation) {
    private static final int FEWEST = 5;

    /** The foresight of a run so far. */
    public static Foresight of(SearchState state) {
        List<Trial> expected = state.finished().stream()
                .filter(trial -> trial.candidate().expected() != null)
                .toList();
        double[] before = expected.stream()
                .mapToDouble(trial -> Objects.requireNonNull(trial.candidate().expected()))
                .toArray();
        double[] after = expected.stream().mapToDouble(Trial::accuracy).toArray();
        return new Foresight(
                expected.size(),
                expected.size() < FEWEST ? OptionalDouble.empty() : RankCorrelation.spearman(before, after));
    }
}
