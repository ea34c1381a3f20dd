package org.aiperf.benchmark.prediction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long an image takes in a network: a sum of what each kind of its work takes. No part is below 0.
 *
 * @param perOperation seconds
 * @param perNumber seconds
 * @param perLayer seconds
 * @param perImage seconds, whatever the network
 */
public record Speed(double perOperation, double perNumber, double perLayer, double perImage) {
    private static final int PARTS = 4;
    /** One part more must make the sum of squares so much smaller; else it only follows the noise. */
    private static final double WORTH_ONE_MORE = 0.9;
    /** Sums of squares of relative errors below this are none. */
    private static final double NOTHING = 1e-12;
    /** A share of the diagonal below which equations count as dependent. */
    private static final double DEPENDENT = 1e-9;

    /**
     * What one network showed.
     *
     * @param seconds per image, above 0
     */
    public record Measurement(Work work, double seconds) {}

    private record Fit(Speed speed, double squares) {}

    /**
     * The sum whose relative errors have the least squares, of no more parts than the measurements can tell from one
     * another.
     *
     * @param measurements at least one
     */
    public static Speed of(List<Measurement> measurements) {
        Fit best = null;
        for (int count = 1; count <= PARTS; count++) {
            Fit bestOfCount = null;
            for (int chosen = 1; chosen < 1 << PARTS; chosen++) {
                Fit fit = Integer.bitCount(chosen) == count ? fit(measurements, chosen) : null;
                if (fit != null && (bestOfCount == null || fit.squares < bestOfCount.squares - NOTHING)) {
                    bestOfCount = fit;
                }
            }
            if (bestOfCount != null
                    && (best == null || bestOfCount.squares < WORTH_ONE_MORE * best.squares - NOTHING)) {
                best = bestOfCount;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return best.speed;
    }

    /** Seconds for an image. */
    public double seconds(Work work) {
        return perOperation * work.operations() + perNumber * work.numbers() + perLayer * work.layers() + perImage;
    }

    /** How far the measurements are from what this says: the root of the mean square, as a share. */
    double spread(List<Measurement> measurements) {
        double squares = 0;
        for (Measurement measured : measurements) {
            double off = seconds(measured.work()) / measured.seconds() - 1;
            squares += off * off;
        }
        return Math.sqrt(squares / measurements.size());
    }

    private static double[] row(Work work) {
        return new double[] {work.operations(), work.numbers(), work.layers(), 1};
    }

    /** With the chosen parts alone; null if they cannot be told from one another, or one would fall below 0. */
    private static @Nullable Fit fit(List<Measurement> measurements, int chosen) {
        int[] columns = new int[Integer.bitCount(chosen)];
        for (int part = 0, i = 0; part < PARTS; part++) {
            if ((chosen >> part & 1) == 1) {
                columns[i++] = part;
            }
        }
        double[][] equations = new double[columns.length][columns.length + 1];
        for (Measurement measured : measurements) {
            double[] row = row(measured.work());
            for (int i = 0; i < columns.length; i++) {
                double share = row[columns[i]] / measured.seconds();
                for (int j = 0; j < columns.length; j++) {
                    equations[i][j] += share * row[columns[j]] / measured.seconds();
                }
                equations[i][columns.length] += share;
            }
        }
        double[] found = solve(equations);
        if (found == null) {
            return null;
        }
        double[] parts = new double[PARTS];
        for (int i = 0; i < columns.length; i++) {
            if (found[i] < 0) {
                return null;
            }
            parts[columns[i]] = found[i];
        }
        Speed speed = new Speed(parts[0], parts[1], parts[2], parts[3]);
        double spread = speed.spread(measurements);
        return new Fit(speed, spread * spread * measurements.size());
    }

    /** By elimination; null if the equations depend on one another. Each row ends with its right-hand side. */
    private static double @Nullable [] solve(double[][] equations) {
        int size = equations.length;
        double[] diagonal = new double[size];
        for (int i = 0; i < size; i++) {
            diagonal[i] = equations[i][i];
        }
        for (int i = 0; i < size; i++) {
            if (equations[i][i] <= DEPENDENT * diagonal[i]) {
                return null;
            }
            for (int below = i + 1; below < size; below++) {
                double factor = equations[below][i] / equations[i][i];
                for (int j = i; j <= size; j++) {
                    equations[below][j] -= factor * equations[i][j];
                }
            }
        }
        double[] found = new double[size];
        for (int i = size - 1; i >= 0; i--) {
            double rest = equations[i][size];
            for (int j = i + 1; j < size; j++) {
                rest -= equations[i][j] * found[j];
            }
            found[i] = rest / equations[i][i];
        }
        return found;
    }
}
