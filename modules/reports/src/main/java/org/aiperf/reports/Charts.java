package org.aiperf.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.aiperf.benchmark.ScoreSample;
import org.aiperf.benchmark.SearchState;
import org.aiperf.benchmark.SearchState.Throughput;
import org.aiperf.benchmark.Trial;
import org.aiperf.benchmark.Trial.Epoch;
import org.aiperf.benchmark.Trial.Status;
import org.aiperf.reports.Series.Point;

/** The four charts of a report, all over the time since the first trial's start. */
final class Charts {
    private static final int MOST_WORKERS = 6;
    private static final int MOST_INTERVALS = 30;
    private static final double SHORTEST_INTERVAL_SECONDS = 5;

    private final Texts texts;
    private final Figures figures;
    private final SearchState search;
    private final List<ScoreSample> samples;
    private final long start;
    private final Axis time;

    Charts(Texts texts, SearchState search, List<ScoreSample> samples) {
        this.texts = texts;
        this.figures = new Figures(texts);
        this.search = search;
        this.samples = samples;
        this.start = search.trials().values().stream()
                .mapToLong(Trial::startedAtMillis)
                .filter(at -> at > 0)
                .min()
                .orElse(search.lastAtMillis());
        this.time = Axis.time(seconds(search.lastAtMillis()), texts);
    }

    List<Chart> all() {
        return List.of(score(), error(), accuracy(), throughput());
    }

    private double seconds(long atMillis) {
        return (atMillis - start) / 1e3;
    }

    private Chart score() {
        Series score = series("chart.score", ScoreSample::score);
        Series regulated = series("chart.regulatedScore", ScoreSample::regulatedScore);
        List<Series> both = List.of(score, regulated);
        return chart("chart.scoreTitle", Axis.si(most(both), "OPS"), both);
    }

    private Chart error() {
        List<Series> error = List.of(series("chart.error", ScoreSample::error));
        return chart("chart.errorTitle", Axis.percent(most(error)), error);
    }

    private Series series(String label, ToDoubleFunction<ScoreSample> value) {
        List<Point> points = samples.stream()
                .map(sample -> new Point(sample.seconds(), value.applyAsDouble(sample)))
                .toList();
        return new Series(texts.get(label), points, false);
    }

    private Chart accuracy() {
        List<Epoch> epochs = search.trials().values().stream()
                .filter(trial -> trial.status() != Status.LOST)
                .flatMap(trial -> trial.epochs().stream())
                .sorted(Comparator.comparingLong(Epoch::atMillis))
                .toList();
        List<Point> points = new ArrayList<>();
        double best = 0;
        for (Epoch epoch : epochs) {
            best = Math.max(best, epoch.accuracy());
            points.add(new Point(seconds(epoch.atMillis()), best));
        }
        List<Series> one = List.of(new Series(texts.get("chart.accuracy"), points, true));
        return chart("chart.accuracyTitle", Axis.percent(most(one)), one);
    }

    /** Corrected operations per second of each worker, as means over equal intervals. */
    private Chart throughput() {
        double span = Math.max(0, seconds(search.lastAtMillis()));
        double interval = Math.max(SHORTEST_INTERVAL_SECONDS, Math.ceil(span / MOST_INTERVALS));
        // What is left over belongs to the last interval: a short one of its own would show a rate of few reports.
        int intervals = (int) Math.max(1, Math.floor(span / interval));
        Map<String, double[]> operations = new TreeMap<>();
        for (Throughput entry : search.throughput()) {
            int index = Math.clamp((int) (seconds(entry.atMillis()) / interval), 0, intervals - 1);
            operations.computeIfAbsent(entry.worker(), worker -> new double[intervals])[index] += entry.operations();
        }
        List<Series> series = operations.entrySet().stream()
                .limit(MOST_WORKERS)
                .map(worker -> rates(worker.getKey(), worker.getValue(), interval, span))
                .toList();
        String note = texts.filled(
                "chart.throughputNote",
                figures.duration(interval),
                Figures.count(series.size()),
                Figures.count(operations.size()));
        return Chart.of(texts.get("chart.throughputTitle"), note, time, Axis.si(most(series), "OPS"), series);
    }

    private static Series rates(String worker, double[] operations, double interval, double span) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < operations.length; i++) {
            double from = i * interval;
            double to = i == operations.length - 1 ? span : from + interval;
            if (to > from) {
                points.add(new Point((from + to) / 2, operations[i] / (to - from)));
            }
        }
        return new Series(Texts.visible(worker), points, false);
    }

    private Chart chart(String title, Axis vertical, List<Series> series) {
        long shown = series.getFirst().thinned().size();
        long all = series.getFirst().points().size();
        String note = texts.filled("chart.points", Figures.count(shown), Figures.count(all));
        return Chart.of(texts.get(title), note, time, vertical, series);
    }

    private static double most(List<Series> series) {
        return series.stream()
                .flatMap(one -> one.finite().stream())
                .mapToDouble(Point::value)
                .max()
                .orElse(0);
    }
}
