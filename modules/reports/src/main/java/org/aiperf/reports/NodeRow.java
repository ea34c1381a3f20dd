package org.aiperf.reports;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.SearchState.Activity;
import org.aiperf.runs.RunState.Presence;
import org.aiperf.runs.RunState.Worker;
import org.jspecify.annotations.Nullable;

/** A node as a row of text. */
record NodeRow(
        String name,
        String accelerators,
        String presence,
        String presenceText,
        String busy,
        Map<String, String> facts) {

    /** Rather few nodes in a table that can be read than all of a large machine. */
    private static final int MOST = 128;

    static Rows<NodeRow> of(SearchRun run, Texts texts) {
        List<Worker> all = run.run().workers().values().stream()
                .sorted(Comparator.comparing(Worker::name))
                .toList();
        return new Rows<>(
                all.stream()
                        .limit(MOST)
                        .map(worker -> of(worker, run.search().activity().get(worker.name()), texts))
                        .toList(),
                all.size());
    }

    private static NodeRow of(Worker worker, @Nullable Activity activity, Texts texts) {
        String presence = worker.presence().name().toLowerCase(Locale.ROOT);
        String said = texts.get("presence." + presence);
        return new NodeRow(
                Texts.visible(worker.name()),
                Texts.visible(String.join(", ", worker.accelerators())),
                presence,
                worker.presence() == Presence.PRESENT ? said : said + ", " + Figures.time(worker.since()),
                activity == null ? Figures.NONE : Figures.percent(activity.share()),
                visible(worker.facts()));
    }

    /** By name, every text as a page can hold it. */
    static Map<String, String> visible(Map<String, String> facts) {
        Map<String, String> visible = new TreeMap<>();
        facts.forEach((name, value) -> visible.put(Texts.visible(name), Texts.visible(value)));
        return visible;
    }
}
