package org.aiperf.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

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
