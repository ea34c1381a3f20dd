package org.aiperf.search.distance;

import java.util.Arrays;

/**
 * The assignment problem: each row is given a column of its own so that the costs add up to as little as possible.
 *
 * <p><b>Idea.</b> The Hungarian method (Kuhn 1955) with shortest augmenting paths (Edmonds and Karp 1972). Each row and
 * column carries a potential such that no cost is below the sum of its two, and a row is only ever given a column where
 * the two are equal; such an assignment is optimal for the rows that it covers. Rows are added one by one. From the new
 * one a tree of alternating paths grows, always by the column that is cheapest to reach beyond the potentials (Dijkstra's
 * step), until it reaches a column that is free; the potentials move so that the path becomes tight, and along it each
 * row takes over the next column.
 *
 * <p><b>Cost.</b> O(rows² · columns), so O(n³) for n of each; memory O(rows + columns) besides the costs.
 */
final class Assignment {
    private Assignment() {}

    /**
     * The least sum of costs.
     *
     * @param costs row by row
     * @param rows at most as many as columns
     */
    static double leastCost(double[] costs, int rows, int columns) {
        if (rows > columns) {
            throw new IllegalArgumentException(rows + " rows do not fit into " + columns + " columns");
        }
        double[] rowPotential = new double[rows];
        double[] columnPotential = new double[columns];
        int[] rowOf = new int[columns];
        Arrays.fill(rowOf, -1);
        double[] reach = new double[columns];
        int[] before = new int[columns];
        boolean[] inTree = new boolean[columns];
        for (int added = 0; added < rows; added++) {
            Arrays.fill(reach, Double.POSITIVE_INFINITY);
            Arrays.fill(inTree, false);
            int row = added;
            int last = -1;
            double distance = 0;
            while (row >= 0) {
                int nearest = -1;
                for (int j = 0; j < columns; j++) {
                    if (inTree[j]) {
                        continue;
                    }
                    double through = distance + costs[row * columns + j] - rowPotential[row] - columnPotential[j];
                    if (through < reach[j]) {
                        reach[j] = through;
                        before[j] = last;
                    }
                    if (nearest < 0 || reach[j] < reach[nearest]) {
                        nearest = j;
                    }
                }
                distance = reach[nearest];
                inTree[nearest] = true;
                last = nearest;
                row = rowOf[nearest];
            }
            rowPotential[added] += distance;
            for (int j = 0; j < columns; j++) {
                if (inTree[j] && j != last) {
                    rowPotential[rowOf[j]] += distance - reach[j];
                    columnPotential[j] -= distance - reach[j];
                }
            }
            for (int j = last; j >= 0; j = before[j]) {
                rowOf[j] = before[j] < 0 ? added : rowOf[before[j]];
            }
        }
        double sum = 0;
        for (int j = 0; j < columns; j++) {
            if (rowOf[j] >= 0) {
                sum += costs[rowOf[j] * columns + j];
            }
        }
        return sum;
    }
}
