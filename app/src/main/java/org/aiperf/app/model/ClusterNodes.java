package org.aiperf.app.model;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.SearchState.Activity;
import org.aiperf.benchmark.Trial;
import org.aiperf.runs.RunState.Presence;
import org.aiperf.runs.RunState.Worker;

/** The nodes of a run, as its events tell them. */
final class ClusterNodes {
    private static final Comparator<String> BY_LENGTH_THEN_NAME = Comparator.comparing(
                    (String name) -> name.replaceAll("[0-9]+$", ""))
            .thenComparing(String::length)
            .thenComparing(Comparator.naturalOrder());

    private ClusterNodes() {}

    /** The slaves in the order of their names, numbers counting as numbers. */
    static List<NodeRow> slaves(SearchRun run) {
        return run.run().workers().values().stream()
                .sorted(Comparator.comparing(Worker::name, BY_LENGTH_THEN_NAME))
                .map(worker -> row(worker, run))
                .toList();
    }

    private static NodeRow row(Worker worker, SearchRun run) {
        Optional<Trial> trial = Optional.ofNullable(worker.trial()).flatMap(run.search()::trial);
        Activity activity = run.search().activity().get(worker.name());
        return new NodeRow(
                worker.name(),
                mark(worker, trial),
                worker.accelerators().size(),
                names(worker.accelerators()),
                activity == null ? Double.NaN : activity.share(),
                worker.trial(),
                trial.map(one -> one.epochs().size()).orElse(0),
                trial.map(Trial::plannedEpochs).orElse(0),
                worker.presence() == Presence.PRESENT ? 0 : (run.run().lastAtMillis() - worker.since()) / 1e3);
    }

    private static Mark mark(Worker worker, Optional<Trial> trial) {
        return switch (worker.presence()) {
            case LOST -> Mark.LOST;
            case LEFT -> Mark.LEFT;
            case PRESENT ->
                trial.map(one -> one.status() == Trial.Status.STARTING ? Mark.STARTING : Mark.TRAINING)
                        .orElse(Mark.IDLE);
        };
    }

    private static String names(List<String> accelerators) {
        Map<String, Long> counts = accelerators.stream()
                .collect(Collectors.groupingBy(name -> name, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " × " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
