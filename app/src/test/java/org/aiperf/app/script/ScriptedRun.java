package org.aiperf.app.script;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.aiperf.benchmark.Cost;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchEvent.EpochFinished;
import org.aiperf.benchmark.SearchEvent.SearchFailed;
import org.aiperf.benchmark.SearchEvent.StepsExecuted;
import org.aiperf.benchmark.SearchEvent.TrialStarted;
import org.aiperf.benchmark.SearchEvent.WeightsInherited;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.LifecycleEvent.StopRequested;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.aiperf.runs.LifecycleEvent.WorkerLost;
import org.aiperf.runs.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * A whole search run from a seed: workers join, candidates grow from earlier trials, epochs finish; one worker is lost
 * and its trial done again elsewhere, one trial fails, the run is stopped with trials in progress.
 */
public final class ScriptedRun {
    public static final long START = Instant.parse("2026-11-24T09:12:04Z").toEpochMilli();
    private static final int EPOCHS = 8;
    private static final int TRAIN_IMAGES = 4_000;
    private static final int TEST_IMAGES = 1_000;
    private static final int BATCH = 64;

    private final Random random;
    private final String name;
    private final int seconds;
    private final List<Timed> timed = new ArrayList<>();
    private final Map<Integer, Candidate> candidates = new TreeMap<>();
    private final Map<Integer, Double> accuracies = new HashMap<>();
    private int nextCandidate = 1;
    private boolean initialTaken;

    private record Timed(double at, int order, Event event) {}

    private record Candidate(int number, int parent, String morphism, double forward, long parameters) {
        Cost cost(double method) {
            long operations = (long) (method * forward);
            return new Cost(operations, 2 * operations, operations, 3 * parameters);
        }
    }

    private static final class Worker {
        private final String name;
        private final double speed;
        private double free;
        private final double lostAt;

        Worker(String name, double speed, double free, double lostAt) {
            this.name = name;
            this.speed = speed;
            this.free = free;
            this.lostAt = lostAt;
        }
    }

    private ScriptedRun(String name, int seconds, long seed) {
        this.name = name;
        this.seconds = seconds;
        this.random = new Random(seed);
    }

    /** The events of a run of so many slaves, from its first to its last. */
    public static List<Recorded> events(String name, int slaves, int seconds, long seed) {
        return new ScriptedRun(name, seconds, seed).play(slaves);
    }

    /** The run that most tests show: four slaves with eight accelerators each, three minutes. */
    public static List<Recorded> usual() {
        return events("shapes-laptop", 4, 240, 7);
    }

    private List<Recorded> play(int slaves) {
        at(
                0,
                new RunStarted(
                        "run-" + name,
                        name,
                        "name: " + name + "\npreset: laptop\nseconds: " + seconds + "\ntraining:\n  epochs: " + EPOCHS
                                + "\n",
                        Map.of("java", "25")));
        List<Worker> workers = new ArrayList<>();
        for (int i = 1; i <= slaves; i++) {
            String worker = String.format("gpu%02d", i);
            double joins = 0.4 + 0.3 * random.nextDouble();
            at(joins, new WorkerJoined(worker, Collections.nCopies(8, "A100"), Map.of("cores", "64")));
            double lost = i == 3 ? seconds * 0.55 : Double.POSITIVE_INFINITY;
            workers.add(new Worker(worker, 0.9 + 0.2 * random.nextDouble(), joins + 0.2, lost));
        }
        propose(0.9, "head", 0);
        int again = 0;
        double lostUntil = 0;
        boolean failed = false;
        while (true) {
            Worker worker = workers.stream()
                    .min(Comparator.comparingDouble(one -> one.free))
                    .orElseThrow();
            if (worker.free >= seconds - 2) {
                break;
            }
            if (worker.free >= worker.lostAt) {
                worker.free = Double.POSITIVE_INFINITY;
                continue;
            }
            double start = Math.max(worker.free + 0.15, 1.0);
            int trial;
            int attempt = 1;
            if (again > 0 && start > lostUntil) {
                trial = again;
                attempt = 2;
                again = 0;
            } else {
                trial = nextTrial(start, worker);
            }
            boolean fails = !failed && trial == 9;
            failed |= fails;
            if (train(worker, trial, attempt, start, fails)) {
                again = trial;
                lostUntil = worker.lostAt + 3;
            }
        }
        at(seconds - 0.5, new StopRequested("the time of the plan is over"));
        at(seconds + 1.2, new RunEnded("the time of the plan is over"));
        return recorded();
    }

    private int nextTrial(double start, Worker worker) {
        if (!initialTaken) {
            initialTaken = true;
            return 1;
        }
        int parent = best();
        if (random.nextInt(12) == 0) {
            at(
                    start - 0.1,
                    new SearchFailed(nextCandidate, worker.name, "every neighbour of the best models is known"));
            nextCandidate++;
        }
        return propose(start - 0.05, worker.name, Math.max(1, parent));
    }

    private int best() {
        return accuracies.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue().reversed())
                .limit(4)
                .skip(random.nextInt(Math.max(1, Math.min(4, accuracies.size()))))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(1);
    }

    private int propose(double when, String worker, int parent) {
        int number = nextCandidate++;
        Candidate from = candidates.get(parent);
        String kind =
                from == null ? "initial" : List.of("wider", "deeper", "skip").get(random.nextInt(3));
        double growth = switch (kind) {
            case "wider" -> 1.35;
            case "deeper" -> 1.18;
            default -> 1.04;
        };
        double forward = from == null ? 1.1e9 : from.forward() * growth;
        long parameters = from == null ? 1_260_000 : (long) (from.parameters() * growth);
        int place = 1 + random.nextInt(9);
        String morphism = kind.equals("initial")
                ? "initial"
                : kind.equals("skip") ? "skip " + place + " → " + (place + 6) : kind + " " + place;
        Candidate candidate = new Candidate(number, parent, morphism, forward, parameters);
        candidates.put(number, candidate);
        at(
                when,
                new CandidateProposed(
                        number,
                        parent == 0 ? SearchEvent.NO_PARENT : parent,
                        kind,
                        morphism,
                        worker,
                        "digest-" + number,
                        parameters,
                        20 + number,
                        candidate.cost(1),
                        candidate.cost(0.93),
                        0.2 + random.nextDouble(),
                        null));
        return number;
    }

    /** Returns whether the worker was lost with this trial. */
    private boolean train(Worker worker, int trial, int attempt, double start, boolean fails) {
        Candidate candidate = Objects.requireNonNull(candidates.get(trial));
        at(start, new TrialAssigned(trial, attempt, worker.name));
        double now = start + 0.3;
        at(now, new TrialStarted(trial, attempt, EPOCHS, 0, TRAIN_IMAGES, TEST_IMAGES, "float32"));
        @Nullable Double ofParent = accuracies.get(candidate.parent());
        double accuracy = ofParent == null ? 0.30 : ofParent - 0.01;
        if (ofParent != null) {
            at(now + 0.05, new WeightsInherited(trial, attempt, accuracy, ofParent));
        }
        double goal = Math.min(0.955, (ofParent == null ? 0.62 : ofParent) + 0.035 * random.nextDouble() + 0.005);
        double epochSeconds = 2.2 * Math.sqrt(candidate.forward() / 1.1e9) / worker.speed;
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            double end = now + epochSeconds;
            double stopped = Math.min(worker.lostAt, seconds);
            double until = Math.min(end, stopped);
            steps(trial, attempt, now, until, epochSeconds, end <= stopped);
            if (worker.lostAt < end) {
                at(worker.lostAt + 3, new WorkerLost(worker.name, "no answer for 3 s"));
                at(worker.lostAt + 3, new TrialEnded(trial, attempt, Outcome.LOST, "its worker is lost"));
                worker.free = Double.POSITIVE_INFINITY;
                return true;
            }
            if (seconds < end) {
                at(seconds + 0.6, new TrialEnded(trial, attempt, Outcome.STOPPED, "the run stops"));
                worker.free = Double.POSITIVE_INFINITY;
                return false;
            }
            if (fails && epoch == 3) {
                at(end, new TrialEnded(trial, attempt, Outcome.FAILED, "the loss is not a number"));
                worker.free = end + 0.2;
                return false;
            }
            accuracy += (goal - accuracy) * (0.45 + 0.1 * random.nextDouble());
            at(
                    end,
                    new EpochFinished(
                            trial,
                            attempt,
                            epoch,
                            Math.round(accuracy * TEST_IMAGES) / (double) TEST_IMAGES,
                            1.6 - accuracy,
                            1.5 - accuracy,
                            TRAIN_IMAGES / BATCH,
                            TRAIN_IMAGES,
                            TEST_IMAGES,
                            epochSeconds));
            now = end;
        }
        accuracies.put(trial, accuracy);
        at(now + 0.05, new TrialEnded(trial, attempt, Outcome.FINISHED, ""));
        worker.free = now + 0.1;
        return false;
    }

    private void steps(int trial, int attempt, double from, double to, double epochSeconds, boolean evaluated) {
        for (double now = from; now < to; now++) {
            double end = Math.min(now + 1, to);
            double share = (end - now) / epochSeconds;
            int images = (int) Math.round(TRAIN_IMAGES * share * (0.94 + 0.12 * random.nextDouble()));
            at(
                    end - 0.001,
                    new StepsExecuted(
                            trial,
                            attempt,
                            images / BATCH,
                            images,
                            evaluated && end == to ? TEST_IMAGES : 0,
                            (end - now) * (0.95 + 0.04 * random.nextDouble()),
                            0,
                            1.2));
        }
    }

    private void at(double when, Event event) {
        timed.add(new Timed(when, timed.size(), event));
    }

    private List<Recorded> recorded() {
        timed.sort(Comparator.comparingDouble(Timed::at).thenComparingInt(Timed::order));
        List<Recorded> events = new ArrayList<>();
        for (Timed one : timed) {
            events.add(new Recorded(events.size() + 1, START + Math.round(one.at() * 1000), one.event()));
        }
        return events;
    }
}
