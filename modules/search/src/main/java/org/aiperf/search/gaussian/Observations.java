package org.aiperf.search.gaussian;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was observed, in order. Observations of one input share a row; rows stand in the order in which inputs came, and
 * each knows its distances from the rows before it.
 */
final class Observations<T> {
    private final Distance<T> distance;
    private final double cutOff;

    private final List<T> inputs = new ArrayList<>();
    private final List<double[]> distances = new ArrayList<>();
    private final Map<T, Integer> rowOfInput = new HashMap<>();
    private final List<Integer> rowOf = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    /** For each row, the place of its first observation. */
    private final List<Integer> firstOf = new ArrayList<>();

    Observations(Distance<T> distance, double cutOff) {
        this.distance = distance;
        this.cutOff = cutOff;
    }

    /** Adds one, and says which row it belongs to; a new row if that is the number of rows before. */
    int add(T input, double value) {
        Integer known = rowOfInput.get(input);
        int row = known == null ? inputs.size() : known;
        if (known == null) {
            distances.add(distances(input));
            firstOf.add(values.size());
            inputs.add(input);
            rowOfInput.put(input, row);
        }
        rowOf.add(row);
        values.add(value);
        return row;
    }

    /** Forgets all but the first {@code size}; says which is the first row that is gone or has fewer observations. */
    int truncate(int size) {
        int first = inputs.size();
        for (int i = values.size() - 1; i >= size; i--) {
            int row = rowOf.removeLast();
            values.removeLast();
            first = Math.min(first, row);
            if (firstOf.get(row) == i) {
                rowOfInput.remove(inputs.removeLast());
                distances.removeLast();
                firstOf.removeLast();
            }
        }
        return first;
    }

    int size() {
        return values.size();
    }

    int rows() {
        return inputs.size();
    }

    /** Distances of a row from those before it. */
    double[] distances(int row) {
        return distances.get(row);
    }

    T input(int row) {
        return inputs.get(row);
    }

    private double[] distances(T input) {
        double[] found = new double[inputs.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = Math.min(distance.between(input, inputs.get(i), cutOff), cutOff);
        }
        return found;
    }

    /** Number and mean of the observations of each of the first {@code rows} rows, as it was when the last was new. */
    Averages whenNew(int rows) {
        return averages(rows, rows == 0 ? 0 : firstOf.get(rows - 1) + 1);
    }

    /** Number and mean of all observations of each row. */
    Averages averages() {
        return averages(rows(), size());
    }

    private Averages averages(int rows, int size) {
        int[] counts = new int[rows];
        double[] means = new double[rows];
        for (int i = 0; i < size; i++) {
            int row = rowOf.get(i);
            counts[row]++;
            means[row] += (values.get(i) - means[row]) / counts[row];
        }
        return new Averages(counts, means);
    }

    /** The number of observations of each row, and their mean. */
    static final class Averages {
        private final int[] counts;
        private final double[] means;

        private Averages(int[] counts, double[] means) {
            this.counts = counts;
            this.means = means;
        }

        int[] counts() {
            return counts;
        }

        double[] means() {
            return means;
        }
    }
}
