package org.aiperf.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import org.aiperf.benchmark.SearchEvent.EpochFinished;
import org.aiperf.benchmark.SearchEvent.TrialStarted;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.Recorded;

/** What the events of a run of many trials tell, with a look at the memory of a worker whenever it finished one. */
final class ManyTrials {
    static final int HUNDRED = 100;

    private final Function<String, OptionalDouble> megabytesOf;
    private final Map<Integer, String> workers = new HashMap<>();
    private final Map<String, Long> lastEpochAt = new HashMap<>();
    private final List<Double> overheads = new ArrayList<>();
    /** Of each worker: the megabytes at each of its trials, by how many the run had finished then. */
    private final Map<String, List<Sample>> memory = new TreeMap<>();

    private int finished;

    private record Sample(int trial, double megabytes) {}

    /** @param megabytesOf a worker's name now; empty if it cannot be known */
    ManyTrials(Function<String, OptionalDouble> megabytesOf) {
        this.megabytesOf = megabytesOf;
    }

    void add(Recorded recorded) {
        switch (recorded.event()) {
            case TrialAssigned event -> workers.put(event.trial(), event.worker());
            case TrialStarted event -> {
                Long before = lastEpochAt.remove(worker(event.trial()));
                if (before != null) {
                    overheads.add((double) (recorded.atMillis() - before));
                }
            }
            case EpochFinished event -> lastEpochAt.put(worker(event.trial()), recorded.atMillis());
            case TrialEnded event
            when event.outcome() == Outcome.FINISHED -> {
                finished++;
                String worker = worker(event.trial());
                megabytesOf
                        .apply(worker)
                        .ifPresent(held -> memory.computeIfAbsent(worker, _ -> new ArrayList<>())
                                .add(new Sample(finished, held)));
            }
            default -> {}
        }
    }

    private String worker(int trial) {
        return workers.getOrDefault(trial, "");
    }

    /** Trials that were finished so far. */
    int finished() {
        return finished;
    }

    /** What each worker held when it last finished a trial. */
    List<Long> lastMegabytes() {
        return memory.values().stream()
                .map(samples -> Math.round(samples.getLast().megabytes()))
                .toList();
    }

    /**
     * The figures. {@code memoryGrowth} is that of the worker that grew most: the mean over the last hundred trials of
     * the run over that of the first hundred, less 1. {@code overheadMillis} is the median time from the last epoch of a
     * worker's trial to the start of its next one. {@code megabytesByHundred} has a row for each worker,
     * 0 where it finished none.
     */
    Map<String, Object> summary() {
        Map<String, Object> figures = new LinkedHashMap<>();
        memory.values().stream()
                .mapToDouble(this::growth)
                .filter(Double::isFinite)
                .max()
                .ifPresent(growth -> figures.put("memoryGrowth", growth));
        if (!overheads.isEmpty()) {
            figures.put("overheadMillis", Median.of(overheads));
            figures.put(
                    "overheadMeanMillis",
                    overheads.stream().mapToDouble(Double::doubleValue).sum() / overheads.size());
        }
        figures.put("trials", finished);
        Map<String, List<Long>> rows = new TreeMap<>();
        memory.forEach((worker, samples) -> rows.put(worker, byHundred(samples)));
        figures.put("megabytesByHundred", rows);
        return figures;
    }

    private double growth(List<Sample> samples) {
        return mean(samples, finished - HUNDRED + 1, finished) / mean(samples, 1, HUNDRED) - 1;
    }

    private List<Long> byHundred(List<Sample> samples) {
        List<Long> row = new ArrayList<>();
        for (int from = 1; from + HUNDRED - 1 <= finished; from += HUNDRED) {
            row.add(Math.round(mean(samples, from, from + HUNDRED - 1)));
        }
        return row;
    }

    /** Not a number if the worker finished none of them. */
    private static double mean(List<Sample> samples, int from, int to) {
        return samples.stream()
                .filter(sample -> sample.trial() >= from && sample.trial() <= to)
                .mapToDouble(Sample::megabytes)
                .average()
                .orElse(Double.NaN);
    }
}
