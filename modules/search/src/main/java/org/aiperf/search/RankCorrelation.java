package org.aiperf.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.aiperf.search.gaussian.Prediction;

/** How well one order agrees with another. */
public final class RankCorrelation {
    private RankCorrelation() {}

    /**
     * Spearman's: the correlation of ranks, where equal values share the mean of theirs; from −1 to 1. Empty if there are
     * fewer than two pairs, or if all values of one side are equal.
     */
    public static OptionalDouble spearman(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(a.length + " values cannot be paired with " + b.length);
        }
        double[] ranksOfA = ranks(a);
        double[] ranksOfB = ranks(b);
        double middle = (a.length + 1) / 2.0;
        double products = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.length; i++) {
            products += (ranksOfA[i] - middle) * (ranksOfB[i] - middle);
            squaresOfA += (ranksOfA[i] - middle) * (ranksOfA[i] - middle);
            squaresOfB += (ranksOfB[i] - middle) * (ranksOfB[i] - middle);
        }
        return squaresOfA == 0 || squaresOfB == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(products / Math.sqrt(squaresOfA * squaresOfB));
    }

    /**
     * Spearman's of what a search expects of each result and what came, where it has seen only the results before it
     * (Dawid 1984: prequential). Two predictions would always be in the right or the wrong order, so empty for a history
     * of fewer than {@code first + 3}.
     *
     * @param first results that are only learned from
     */
    public static OptionalDouble prequential(List<HistoryEntry> history, BayesSettings settings, int first) {
        if (first < 1) {
            throw new IllegalArgumentException("the first prediction needs at least one result, not " + first);
        }
        if (history.size() < first + 3) {
            return OptionalDouble.empty();
        }
        BayesSearch search = new BayesSearch(settings, SearchSpace.of(child -> true));
        List<Prediction> predictions = new ArrayList<>();
        for (int i = first; i < history.size(); i++) {
            predictions.add(search.predict(history.subList(0, i), history.get(i).architecture()));
        }
        return spearman(
                predictions.stream().mapToDouble(Prediction::mean).toArray(),
                history.stream().skip(first).mapToDouble(HistoryEntry::accuracy).toArray());
    }

    private static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            double shared = (from + to + 1) / 2.0;
            Arrays.stream(order, from, to).forEach(i -> ranks[i] = shared);
        }
        return ranks;
    }
}
