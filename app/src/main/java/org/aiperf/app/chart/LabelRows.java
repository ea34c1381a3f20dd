package org.aiperf.app.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Moves labels apart that would cover one another. */
final class LabelRows {
    private LabelRows() {}

    /** The wanted rows, at least {@code gap} apart and between the ends, each as near to its wish as the order allows. */
    static List<Double> spread(List<Double> wanted, double gap, double top, double bottom) {
        List<Integer> order = IntStream.range(0, wanted.size())
                .boxed()
                .sorted(Comparator.comparing(wanted::get))
                .toList();
        List<Double> rows = new ArrayList<>(wanted);
        double next = top;
        for (int index : order) {
            double row = Math.max(next, wanted.get(index));
            rows.set(index, row);
            next = row + gap;
        }
        double limit = bottom;
        for (int index : order.reversed()) {
            double row = Math.min(limit, rows.get(index));
            rows.set(index, row);
            limit = row - gap;
        }
        return rows;
    }
}
