package org.aiperf.search.gaussian;

import java.util.ArrayList;
import java.util.List;

/**
 * The factor L of a symmetric positive definite matrix K = L Lᵀ, which grows row by row: a row costs O(n²) and leaves
 * those before it alone, so dropping the last rows is exact. Copies share rows, which never change.
 */
final class Cholesky {
    /** A pivot below this share of its diagonal entry is lost in rounding. */
    private static final double LEAST_PIVOT = 1e-12;

    private final List<double[]> rows;

    Cholesky() {
        this(List.of());
    }

    private Cholesky(List<double[]> rows) {
        this.rows = new ArrayList<>(rows);
    }

    Cholesky copy() {
        return new Cholesky(rows);
    }

    int size() {
        return rows.size();
    }

    /** Drops all rows from {@code size} on. */
    void truncate(int size) {
        rows.subList(Math.min(size, rows.size()), rows.size()).clear();
    }

    /**
     * Appends the matrix's next row.
     *
     * @param offDiagonal its entries before the diagonal; more may follow, which are not read
     * @return false, and nothing is appended, if the matrix would not be positive definite
     */
    boolean append(double[] offDiagonal, double diagonal) {
        int n = rows.size();
        double[] row = forward(offDiagonal, n + 1);
        double pivot = diagonal - dot(row, row, n);
        if (!(pivot > LEAST_PIVOT * diagonal)) {
            return false;
        }
        row[n] = Math.sqrt(pivot);
        rows.add(row);
        return true;
    }

    /** The solution v of L v = b, of as many numbers as there are rows. */
    double[] solve(double[] b) {
        return forward(b, rows.size());
    }

    private double[] forward(double[] b, int length) {
        double[] v = new double[length];
        for (int i = 0; i < rows.size(); i++) {
            double[] row = rows.get(i);
            v[i] = (b[i] - dot(row, v, i)) / row[i];
        }
        return v;
    }

    /** The logarithm of the determinant of K. */
    double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < rows.size(); i++) {
            sum += Math.log(rows.get(i)[i]);
        }
        return 2 * sum;
    }

    /** The sum of products of the first {@code n}, in four parts that a processor can add side by side. */
    static double dot(double[] a, double[] b, int n) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }
        for (; i < n; i++) {
            first += a[i] * b[i];
        }
        return (first + second) + (third + fourth);
    }
}
