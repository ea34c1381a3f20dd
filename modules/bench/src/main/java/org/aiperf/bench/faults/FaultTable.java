package org.aiperf.bench.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.aiperf.cli.BenchmarkTable;
import org.jspecify.annotations.Nullable;

/** What the runs of all points came to: the sums, and the table of the docs. */
final class FaultTable {
    private static final String BEGIN = "<!-- made by aiperf bench faults; what stands here is overwritten -->";
    private static final String END = "<!-- end of what is made -->";

    /** The runs of a point on a cluster. */
    record Row(String point, String cluster, int runs, int lost, int doubled, double recovery, double slowest) {}

    private final List<Row> rows = new ArrayList<>();

    FaultTable(BenchmarkTable table, List<FaultPoint> points, List<String> clusters, int seeds) {
        for (FaultPoint point : points) {
            for (String cluster : clusters) {
                List<Map<String, Object>> runs = new ArrayList<>();
                for (int seed = 1; seed <= seeds; seed++) {
                    table.find(Campaign.unit(cluster, point.name(), seed)).ifPresent(runs::add);
                }
                if (!runs.isEmpty()) {
                    rows.add(row(point.name(), cluster, runs));
                }
            }
        }
    }

    private static Row row(String point, String cluster, List<Map<String, Object>> runs) {
        return new Row(
                point,
                cluster,
                runs.size(),
                (int) sum(runs, "lost"),
                (int) sum(runs, "doubled"),
                median(runs.stream()
                        .map(run -> number(run.get("recoverySeconds")))
                        .toList()),
                runs.stream()
                        .mapToDouble(run -> number(run.get("seconds")))
                        .max()
                        .orElse(0));
    }

    private static double sum(List<Map<String, Object>> runs, String key) {
        return runs.stream().mapToDouble(run -> number(run.get(key))).sum();
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    List<Row> rows() {
        return rows;
    }

    long points() {
        return rows.stream().map(Row::point).distinct().count();
    }

    int runs() {
        return rows.stream().mapToInt(Row::runs).sum();
    }

    int lost() {
        return rows.stream().mapToInt(Row::lost).sum();
    }

    int doubled() {
        return rows.stream().mapToInt(Row::doubled).sum();
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%d points, %d runs, %d trials lost, %d doubled.%n%n",
                points(),
                runs(),
                lost(),
                doubled()));
        text.append("| point | cluster | runs | lost | doubled | median recovery, s | slowest run, s |\n");
        text.append("|---|---|---|---|---|---|---|\n");
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %d | %d | %.1f | %.1f |%n",
                    row.point(),
                    row.cluster(),
                    row.runs(),
                    row.lost(),
                    row.doubled(),
                    row.recovery(),
                    row.slowest()));
        }
        return text.toString();
    }

    /** Puts the table into a page, in the place that the page has for it; a page without one is left as it is. */
    void write(Path page) throws IOException {
        Optional<String> before = Files.exists(page) ? Optional.of(Files.readString(page)) : Optional.empty();
        int begin = before.map(text -> text.indexOf(BEGIN)).orElse(-1);
        int end = before.map(text -> text.indexOf(END)).orElse(-1);
        if (begin >= 0 && end > begin) {
            String text = before.orElseThrow();
            Files.writeString(
                    page,
                    text.substring(0, begin + BEGIN.length()) + "\n" + markdown() + text.substring(end),
                    StandardCharsets.UTF_8);
        }
    }
}
