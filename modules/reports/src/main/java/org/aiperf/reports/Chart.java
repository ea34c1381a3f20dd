package org.aiperf.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.aiperf.reports.Series.Point;

/**
 * A line chart as the coordinates of an SVG drawing; the template writes the elements, so that every label is escaped
 * where all other text is.
 *
 * @param note what is shown of what there is
 */
record Chart(
        String title,
        String note,
        String horizontalUnit,
        String verticalUnit,
        List<Label> horizontal,
        List<Label> vertical,
        List<Line> lines) {
    // The plot's edges inside the drawing of the template, which is 520 wide and 246 high.
    private static final int LEFT = 46;
    private static final int RIGHT = 506;
    private static final int TOP = 24;
    private static final int BOTTOM = 208;

    /** A tick and its place along the axis, in the drawing's units. */
    record Label(String position, String text) {}

    /** A curve: an SVG path, in the style of this number. */
    record Line(String label, int style, String path) {}

    static Chart of(String title, String note, Axis horizontal, Axis vertical, List<Series> series) {
        List<Line> lines = new ArrayList<>();
        for (Series one : series) {
            lines.add(new Line(one.label(), lines.size(), path(one, horizontal, vertical)));
        }
        return new Chart(
                title,
                note,
                horizontal.unit(),
                vertical.unit(),
                horizontal.ticks().stream()
                        .map(tick -> new Label(number(x(tick.share())), tick.label()))
                        .toList(),
                vertical.ticks().stream()
                        .map(tick -> new Label(number(y(tick.share())), tick.label()))
                        .toList(),
                lines);
    }

    private static String path(Series series, Axis horizontal, Axis vertical) {
        StringBuilder path = new StringBuilder();
        for (Point point : series.thinned()) {
            String x = number(x(horizontal.share(point.seconds())));
            String y = number(y(vertical.share(point.value())));
            if (path.isEmpty()) {
                // A line of no length, with round ends, shows a single point as a dot.
                path.append('M').append(x).append(' ').append(y).append("h0");
            } else if (series.isStep()) {
                path.append('H').append(x).append('V').append(y);
            } else {
                path.append('L').append(x).append(' ').append(y);
            }
        }
        boolean holdsToTheEnd = series.isStep() && !path.isEmpty();
        return holdsToTheEnd ? path.append('H').append(RIGHT).toString() : path.toString();
    }

    private static double x(double share) {
        return LEFT + share * (RIGHT - LEFT);
    }

    private static double y(double share) {
        return BOTTOM - share * (BOTTOM - TOP);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
