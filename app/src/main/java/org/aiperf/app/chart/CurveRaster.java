package org.aiperf.app.chart;

import java.util.Arrays;

/**
 * Draws curves into pixels (ARGB, premultiplied). Every pixel column gets the exact range of the curve within it, points
 * and the straight lines between them, so a spike of one point among a million is still seen; the cost is one visit per
 * column and block, not per point. Ends of a column's stroke are blended by coverage, which smooths the line.
 */
final class CurveRaster {
    private final int width;
    private final int height;
    private final int[] pixels;

    CurveRaster(int width, int height, int[] pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    void clear() {
        Arrays.fill(pixels, 0);
    }

    /** @param rgb the colour, without alpha */
    void line(Curve curve, Frame frame, int rgb, double thickness, Dash dash) {
        int end = endColumn(curve, frame);
        for (int column = startColumn(curve, frame); column < end; column++) {
            if (!dash.draws(column)) {
                continue;
            }
            double left = frame.place(column, width);
            double right = frame.place(column + 1, width);
            int from = curve.firstFrom(left);
            int to = curve.firstFrom(right);
            double low = curve.low(from, to);
            double high = curve.high(from, to);
            for (double edge : new double[] {curve.at(left), curve.at(right)}) {
                if (Double.isFinite(edge)) {
                    low = Math.min(low, edge);
                    high = Math.max(high, edge);
                }
            }
            if (low <= high) {
                double top = frame.row(high, height) - thickness / 2;
                double bottom = frame.row(low, height) + thickness / 2;
                stroke(column, top, bottom, rgb, 1);
            }
        }
    }

    /** Tints the area between the curve and the bottom. */
    void area(Curve curve, Frame frame, int rgb, double opacity) {
        int end = endColumn(curve, frame);
        for (int column = startColumn(curve, frame); column < end; column++) {
            double left = frame.place(column, width);
            double right = frame.place(column + 1, width);
            double high = curve.high(curve.firstFrom(left), curve.firstFrom(right));
            double edge = curve.at(left);
            double top = Double.isFinite(edge) ? Math.max(high, edge) : high;
            if (Double.isFinite(top)) {
                stroke(column, frame.row(top, height), height, rgb, opacity);
            }
        }
    }

    private int startColumn(Curve curve, Frame frame) {
        return curve.size() == 0 ? width : (int) Math.max(0, Math.floor(frame.column(curve.x(0), width)));
    }

    private int endColumn(Curve curve, Frame frame) {
        return curve.size() == 0
                ? 0
                : (int) Math.min(width, Math.floor(frame.column(curve.x(curve.size() - 1), width)) + 1);
    }

    private void stroke(int column, double top, double bottom, int rgb, double opacity) {
        int first = (int) Math.max(0, Math.floor(top));
        int last = (int) Math.min(height - 1, Math.ceil(bottom) - 1);
        for (int row = first; row <= last; row++) {
            double covered = Math.min(bottom, row + 1.0) - Math.max(top, row);
            blend(row * width + column, rgb, Math.min(1, covered) * opacity);
        }
    }

    private void blend(int index, int rgb, double opacity) {
        int below = pixels[index];
        double keep = 1 - opacity;
        int alpha = (int) Math.round(255 * opacity + (below >>> 24) * keep);
        int red = (int) Math.round((rgb >> 16 & 255) * opacity + (below >> 16 & 255) * keep);
        int green = (int) Math.round((rgb >> 8 & 255) * opacity + (below >> 8 & 255) * keep);
        int blue = (int) Math.round((rgb & 255) * opacity + (below & 255) * keep);
        pixels[index] = alpha << 24 | red << 16 | green << 8 | blue;
    }
}
