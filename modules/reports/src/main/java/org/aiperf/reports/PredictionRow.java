package org.aiperf.reports;

import java.util.List;
import org.aiperf.benchmark.SearchEvent.RunPredicted;
import org.aiperf.benchmark.SearchRun;

/**
 * What was predicted before the run beside what came.
 *
 * @param off how far the prediction was off, as a signed share of what came
 */
record PredictionRow(String name, String predicted, String actual, String off) {

    /** The rows of a run; none if nothing was predicted. */
    static List<PredictionRow> of(SearchRun run, double operations, Texts texts) {
        RunPredicted predicted = run.predicted();
        if (predicted == null) {
            return List.of();
        }
        Figures figures = new Figures(texts);
        int trials = run.search().finished().size();
        return List.of(
                new PredictionRow(
                        texts.get("method.operations"),
                        figures.operations(predicted.operations()),
                        figures.operations(operations),
                        off(predicted.operations(), operations)),
                new PredictionRow(
                        texts.get("tile.trials"),
                        Figures.count(predicted.trials()),
                        Figures.count(trials),
                        off(predicted.trials(), trials)),
                new PredictionRow(
                        texts.get("tile.duration"),
                        figures.duration(predicted.seconds()),
                        figures.duration(run.seconds()),
                        off(predicted.seconds(), run.seconds())));
    }

    private static String off(double predicted, double actual) {
        if (actual <= 0) {
            return Figures.NONE;
        }
        double off = predicted / actual - 1;
        return (off < 0 ? "−" : "+") + Figures.percent(Math.abs(off));
    }
}
