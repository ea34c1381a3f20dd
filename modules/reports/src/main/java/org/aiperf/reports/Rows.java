package org.aiperf.reports;

import java.util.ArrayList;
import java.util.List;

/** The part of a table that is shown, and how much there is. */
record Rows<T>(List<T> shown, int all) {
    /** Evenly spaced ones, with the first and the last. */
    static <T> Rows<T> spaced(List<T> all, int most) {
        if (all.size() <= most) {
            return new Rows<>(all, all.size());
        }
        List<T> shown = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            shown.add(all.get((int) ((all.size() - 1L) * i / (most - 1))));
        }
        return new Rows<>(shown, all.size());
    }
}
