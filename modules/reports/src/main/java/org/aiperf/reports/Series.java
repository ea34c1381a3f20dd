package org.aiperf.reports;

import java.util.ArrayList;
import java.util.List;

/**
 * A curve.
 *
 * @param isStep whether a value holds until the next one, and the last one to the end
 */
record Series(String label, List<Point> points, boolean isStep) {
    /** Columns of a chart; each can show a lowest and a highest point. */
    private static final int COLUMNS = 400;

    /** One point: seconds and a value. */
    record Point(double seconds, double value) {}

    /** Points that a chart can place. */
    List<Point> finite() {
        return points.stream()
                .filter(point -> Double.isFinite(point.seconds()) && Double.isFinite(point.value()))
                .toList();
    }

    /**
     * At most two points for each column: its lowest and its highest, in their order, so that no peak disappears. The
     * first and the last point always stay.
     */
    List<Point> thinned() {
        List<Point> all = finite();
        if (all.size() <= 2 * COLUMNS) {
            return all;
        }
        List<Point> kept = new ArrayList<>();
        kept.add(all.getFirst());
        int inner = all.size() - 2;
        for (int column = 0; column < COLUMNS - 1; column++) {
            int from = 1 + (int) ((long) inner * column / (COLUMNS - 1));
            int to = 1 + (int) ((long) inner * (column + 1) / (COLUMNS - 1));
            int low = from;
            int high = from;
            for (int i = from; i < to; i++) {
                low = all.get(i).value() < all.get(low).value() ? i : low;
                high = all.get(i).value() > all.get(high).value() ? i : high;
            }
            kept.add(all.get(Math.min(low, high)));
            if (low != high) {
                kept.add(all.get(Math.max(low, high)));
            }
        }
        kept.add(all.getLast());
        return kept;
    }
}
