package org.aiperf.search.gaussian;

/** Gaussian process regression straight from its equations: a matrix, its inverse and its determinant by elimination. */
final class DenseInverse {
    final double[][] inverse;
    final double logDeterminant;

    DenseInverse(double[][] matrix) {
        int n = matrix.length;
        double[][] wide = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, wide[i], 0, n);
            wide[i][n + i] = 1;
        }
        double log = 0;
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int i = column; i < n; i++) {
                if (Math.abs(wide[i][column]) > Math.abs(wide[pivot][column])) {
                    pivot = i;
                }
            }
            double[] row = wide[pivot];
            wide[pivot] = wide[column];
            wide[column] = row;
            log += Math.log(Math.abs(row[column]));
            double by = row[column];
            for (int j = 0; j < 2 * n; j++) {
                row[j] /= by;
            }
            for (int i = 0; i < n; i++) {
                double times = wide[i][column];
                for (int j = 0; i != column && j < 2 * n; j++) {
                    wide[i][j] -= times * row[j];
                }
            }
        }
        inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(wide[i], n, inverse[i], 0, n);
        }
        logDeterminant = log;
    }

    double product(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right.length; j++) {
                sum += left[i] * inverse[i][j] * right[j];
            }
        }
        return sum;
    }
}
