package org.aiperf.app.chart;

import java.util.Arrays;

/**
 * Points with rising x, as far as they were known at one moment; more may have been appended since, to the same arrays
 * behind them. Minimum and maximum of every full block of {@value #BLOCK} points are kept, so that the range of any
 * stretch costs little however long it is.
 */
public final class Curve {
    static final int BLOCK = 64;
    public static final Curve EMPTY = new Curve(new double[0], new double[0], new double[0], new double[0], 0);

    private final double[] x;
    private final double[] y;
    private final double[] blockLow;
    private final double[] blockHigh;
    private final int size;

    Curve(double[] x, double[] y, double[] blockLow, double[] blockHigh, int size) {
        this.x = x;
        this.y = y;
        this.blockLow = blockLow;
        this.blockHigh = blockHigh;
        this.size = size;
    }

    public int size() {
        return size;
    }

    public double x(int index) {
        return x[index];
    }

    public double y(int index) {
        return y[index];
    }

    /** The first point at or after {@code at}; the size if there is none. */
    public int firstFrom(double at) {
        int found = Arrays.binarySearch(x, 0, size, at);
        if (found < 0) {
            return -found - 1;
        }
        while (found > 0 && x[found - 1] == at) {
            found--;
        }
        return found;
    }

    /** The value at a place, on the straight line between its neighbours; NaN outside. */
    public double at(double place) {
        int right = firstFrom(place);
        if (right == size) {
            return Double.NaN;
        }
        if (x[right] == place) {
            return y[right];
        }
        if (right == 0) {
            return Double.NaN;
        }
        double share = (place - x[right - 1]) / (x[right] - x[right - 1]);
        return y[right - 1] + share * (y[right] - y[right - 1]);
    }

    /** The smallest value of the points from (inclusive) to (exclusive); positive infinity if there are none. */
    public double low(int from, int to) {
        double low = Double.POSITIVE_INFINITY;
        for (int i = from; i < to; ) {
            if (i % BLOCK == 0 && i + BLOCK <= to) {
                low = Math.min(low, blockLow[i / BLOCK]);
                i += BLOCK;
            } else {
                low = y[i] < low ? y[i] : low;
                i++;
            }
        }
        return low;
    }

    /** The largest value of the points from (inclusive) to (exclusive); negative infinity if there are none. */
    public double high(int from, int to) {
        double high = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; ) {
            if (i % BLOCK == 0 && i + BLOCK <= to) {
                high = Math.max(high, blockHigh[i / BLOCK]);
                i += BLOCK;
            } else {
                high = y[i] > high ? y[i] : high;
                i++;
            }
        }
        return high;
    }
}
