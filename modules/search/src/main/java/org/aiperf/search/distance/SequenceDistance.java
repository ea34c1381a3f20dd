package org.aiperf.search.distance;

import java.util.Arrays;

/**
 * The least cost of editing one sequence into another: 1 for an insertion or a deletion, and a cost from 0 to 1 for
 * putting one kind in place of another.
 *
 * <p><b>Idea.</b> Row by row, the cheapest edit of each prefix of the one into each prefix of the other (Wagner and
 * Fischer 1974), with three savings.
 *
 * <ol>
 *   <li>What both begin or end with alike is left out: an edit that does not keep it can be changed into one that does
 *       at no more cost.
 *   <li>An edit that costs at most t strays from the diagonal by at most (t − δ) / 2 steps to the one side and
 *       δ more to the other, where δ is the difference in length; only that band is filled. If its result is above t, t
 *       was too small and is doubled (Ukkonen 1985). The caller's bound is the largest t that is tried.
 *   <li>Costs never fall from row to row, so a row with nothing at or below t ends the attempt.
 * </ol>
 *
 * <p><b>Cost.</b> O(n · d) time for length n and distance d, O(n) memory; networks that are a few morphisms apart need a
 * narrow band over a short middle.
 */
final class SequenceDistance {
    /** The slack of the first band: two morphisms apart is mostly within. */
    private static final int FIRST_SLACK = 8;

    private final int[] shorter;
    private final int[] longer;
    private final double[] costs;
    private final int columns;
    private final int begin;
    private final int rows;
    private final int difference;
    private final double[] row;

    /** @param costs of putting kind j of {@code longer} for kind i of {@code shorter}, at {@code i * columns + j} */
    SequenceDistance(int[] shorter, int[] longer, double[] costs, int columns) {
        this.shorter = shorter;
        this.longer = longer;
        this.costs = costs;
        this.columns = columns;
        this.difference = longer.length - shorter.length;
        int head = 0;
        while (head < shorter.length && cost(head, head) == 0) {
            head++;
        }
        int end = shorter.length;
        while (end > head && cost(end - 1, end - 1 + difference) == 0) {
            end--;
        }
        this.begin = head;
        this.rows = end - head;
        this.row = new double[rows + difference + 1];
    }

    private double cost(int i, int j) {
        return costs[shorter[i] * columns + longer[j]];
    }

    /** The distance if it is {@code most} or less, else infinity. */
    double atMost(double most) {
        if (difference > most) {
            return Double.POSITIVE_INFINITY;
        }
        if (rows == 0) {
            return difference;
        }
        for (int slack = FIRST_SLACK; ; slack *= 2) {
            double bound = Math.min(difference + slack, most);
            double found = banded(bound);
            if (found <= bound) {
                return found;
            }
            if (bound == most) {
                return Double.POSITIVE_INFINITY;
            }
        }
    }

    private double banded(double bound) {
        int below = (int) Math.min(rows, (bound - difference) / 2);
        int above = below + difference;
        int width = rows + difference;
        Arrays.fill(row, Double.POSITIVE_INFINITY);
        for (int j = 0; j <= above && j <= width; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= rows; i++) {
            int from = Math.max(1, i - below);
            int to = Math.min(width, i + above);
            int kind = shorter[begin + i - 1] * columns;
            double diagonal = row[from - 1];
            double left = i <= below ? i : Double.POSITIVE_INFINITY;
            double least = left;
            row[from - 1] = left;
            for (int j = from; j <= to; j++) {
                double up = row[j];
                double step = (up < left ? up : left) + 1;
                double replaced = diagonal + costs[kind + longer[begin + j - 1]];
                left = replaced < step ? replaced : step;
                least = left < least ? left : least;
                row[j] = left;
                diagonal = up;
            }
            if (least > bound) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return row[width];
    }
}
