package org.aiperf.search.gaussian;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The smallest eigenvalue of a symmetric matrix.
 *
 * <p><b>Idea.</b> Lanczos 1950: from a random vector, each product with the matrix, made orthogonal to all vectors before
 * it, gives the next; in the basis of these vectors the matrix is tridiagonal, and after few steps its extreme
 * eigenvalues are those of the whole. The smallest of the tridiagonal matrix is found by bisection, because the number
 * of negative pivots of T − x is the number of eigenvalues below x (Sturm; Golub and Van Loan, section 8.4).
 *
 * <p><b>Cost.</b> O(n² · steps) time, O(n · steps) memory. With fewer steps than n the result is an upper bound, mostly
 * close.
 */
final class SmallestEigenvalue {
    private static final int MOST_STEPS = 64;
    private static final int BISECTIONS = 80;
    private static final double EXHAUSTED = 1e-10;

    private SmallestEigenvalue() {}

    /** @param rows of the lower triangle, the diagonal included */
    static double of(double[][] rows) {
        int n = rows.length;
        int steps = Math.min(n, MOST_STEPS);
        double[] diagonal = new double[steps];
        double[] beside = new double[steps];
        double[][] basis = new double[steps][];
        SplittableRandom random = new SplittableRandom(n);
        double[] next = new double[n];
        Arrays.setAll(next, i -> random.nextGaussian());
        scale(next, 1 / norm(next));
        int done = 0;
        while (done < steps) {
            basis[done] = next;
            next = product(rows, next);
            diagonal[done] = Cholesky.dot(next, basis[done], n);
            // Twice: one pass alone leaves what rounding brought in.
            for (int pass = 0; pass < 2; pass++) {
                for (int i = 0; i <= done; i++) {
                    subtract(next, basis[i], Cholesky.dot(next, basis[i], n));
                }
            }
            double length = norm(next);
            beside[done] = length;
            done++;
            if (length < EXHAUSTED) {
                break;
            }
            scale(next, 1 / length);
        }
        return bisect(diagonal, beside, done);
    }

    private static double bisect(double[] diagonal, double[] beside, int size) {
        double radius = 0;
        for (int i = 0; i < size; i++) {
            double around = (i > 0 ? beside[i - 1] : 0) + (i + 1 < size ? beside[i] : 0);
            radius = Math.max(radius, Math.abs(diagonal[i]) + around);
        }
        double low = -radius;
        double high = radius;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (hasEigenvalueBelow(diagonal, beside, size, middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return (low + high) / 2;
    }

    private static boolean hasEigenvalueBelow(double[] diagonal, double[] beside, int size, double x) {
        double pivot = diagonal[0] - x;
        for (int i = 1; i < size && pivot > 0; i++) {
            pivot = diagonal[i] - x - beside[i - 1] * beside[i - 1] / pivot;
        }
        return !(pivot > 0);
    }

    private static double[] product(double[][] rows, double[] vector) {
        double[] product = new double[vector.length];
        for (int i = 0; i < rows.length; i++) {
            double sum = rows[i][i] * vector[i];
            for (int j = 0; j < i; j++) {
                sum += rows[i][j] * vector[j];
                product[j] += rows[i][j] * vector[i];
            }
            product[i] += sum;
        }
        return product;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(Cholesky.dot(vector, vector, vector.length));
    }

    private static void scale(double[] vector, double by) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= by;
        }
    }

    private static void subtract(double[] from, double[] vector, double times) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= times * vector[i];
        }
    }
}
