package org.aiperf.app.chart;

import java.util.Arrays;

/** Appends to a curve. One thread appends; the curves it gave away may be read by any. */
public final class CurveBuilder {
    private double[] x = new double[256];
    private double[] y = new double[256];
    private double[] blockLow = new double[256 / Curve.BLOCK];
    private double[] blockHigh = new double[256 / Curve.BLOCK];
    private int size;

    /** @throws IllegalArgumentException if a coordinate is not finite or x goes back */
    public CurveBuilder add(double atX, double atY) {
        if (!Double.isFinite(atX) || !Double.isFinite(atY) || (size > 0 && atX < x[size - 1])) {
            throw new IllegalArgumentException("point " + size + " (" + atX + ", " + atY + ") after " + lastX());
        }
        if (size == x.length) {
            x = Arrays.copyOf(x, 2 * size);
            y = Arrays.copyOf(y, 2 * size);
            blockLow = Arrays.copyOf(blockLow, 2 * blockLow.length);
            blockHigh = Arrays.copyOf(blockHigh, 2 * blockHigh.length);
        }
        int block = size / Curve.BLOCK;
        boolean first = size % Curve.BLOCK == 0;
        blockLow[block] = first ? atY : Math.min(blockLow[block], atY);
        blockHigh[block] = first ? atY : Math.max(blockHigh[block], atY);
        x[size] = atX;
        y[size] = atY;
        size++;
        return this;
    }

    private double lastX() {
        return size == 0 ? Double.NEGATIVE_INFINITY : x[size - 1];
    }

    /** The curve up to here. */
    public Curve curve() {
        return new Curve(x, y, blockLow, blockHigh, size);
    }
}
