package org.aiperf.app.watch;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.aiperf.app.chart.Curve;
import org.aiperf.app.chart.CurveBuilder;
import org.aiperf.benchmark.SearchState.Throughput;

/**
 * Operations executed per second, all workers together. A worker reports about once a second what it did since its last
 * report; that work is spread evenly over the time it covers, and summed in bins of one second. A bin is given out once
 * no report can change it any more.
 */
final class ExecutedCurve {
    /** A longer silence than this was not work. */
    private static final double LONGEST_REPORT_SECONDS = 5;

    private static final int SETTLED_AFTER_SECONDS = 6;

    private final Map<String, Double> lastReport = new HashMap<>();
    private final TreeMap<Integer, Double> open = new TreeMap<>();
    private final CurveBuilder curve = new CurveBuilder();
    private int given;

    /** @param seconds when the report was written, from the start of the curve */
    void add(Throughput report, double seconds) {
        double last = lastReport.getOrDefault(report.worker(), Double.NEGATIVE_INFINITY);
        double covered = Math.min(seconds - last, LONGEST_REPORT_SECONDS);
        double span = covered >= LONGEST_REPORT_SECONDS ? Math.max(1, report.busySeconds()) : covered;
        double from = Math.max(given, seconds - Math.max(0.001, span));
        lastReport.put(report.worker(), seconds);
        for (int bin = (int) from; bin < seconds; bin++) {
            double share = (Math.min(seconds, bin + 1.0) - Math.max(from, bin)) / (seconds - from);
            open.merge(bin, report.operations() * share, Double::sum);
        }
    }

    /** The curve up to now; with the run over nothing is held back. */
    Curve upTo(double seconds, boolean over) {
        int settled = (int) Math.floor(seconds) - (over ? 0 : SETTLED_AFTER_SECONDS);
        for (; given < settled; given++) {
            Double operations = open.remove(given);
            curve.add(given + 0.5, operations == null ? 0 : operations);
        }
        return curve.curve();
    }
}
