package org.aiperf.runs;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.LifecycleEvent.RunResumed;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.LifecycleEvent.StopRequested;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.aiperf.runs.LifecycleEvent.WorkerLeft;
import org.aiperf.runs.LifecycleEvent.WorkerLost;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Everything that the lifecycle events of a run say, as one immutable value. {@link #next} is the fold: pure, and the
 * only place where the meaning of these events is written down.
 *
 * @param started the first event, or null before it
 * @param startedAtMillis when it was written; 0 before it
 * @param pausedMillis how long the run had no master
 * @param stopReason why the run was asked to stop, or null
 * @param stopAtMillis when it was asked
 * @param endReason why the run is over, or null while it is not
 * @param lastSequence the sequence number of the last event that was folded
 * @param lastAtMillis its time
 */
public record RunState(
        @Nullable RunStarted started,
        long startedAtMillis,
        long pausedMillis,
        @Nullable String stopReason,
        long stopAtMillis,
        @Nullable String endReason,
        PMap<String, Worker> workers,
        PMap<Integer, Placement> trials,
        long lastSequence,
        long lastAtMillis) {

    public static final RunState EMPTY =
            new RunState(null, 0, 0, null, 0, null, HashTreePMap.empty(), HashTreePMap.empty(), 0, 0);

    /** Whether a worker answers. */
    public enum Presence {
        PRESENT,
        LOST,
        LEFT
    }

    /**
     * A worker as the run knows it.
     *
     * @param trials what it works on, then what it prepares meanwhile
     * @param since when its presence last changed, in milliseconds since 1970
     */
    public record Worker(
            String name,
            List<String> accelerators,
            Map<String, String> facts,
            Presence presence,
            PVector<Integer> trials,
            long since) {
        public boolean isIdle() {
            return presence == Presence.PRESENT && trials.isEmpty();
        }

        /** The trial it works on, or null. */
        public @Nullable Integer trial() {
            return trials.isEmpty() ? null : trials.get(0);
        }

        private Worker with(PVector<Integer> trials) {
            return new Worker(name, accelerators, facts, presence, trials, since);
        }

        private Worker gone(Presence presence, long at) {
            return new Worker(name, accelerators, facts, presence, TreePVector.empty(), at);
        }
    }

    /**
     * Where a trial is.
     *
     * @param outcome of the latest attempt, or null while it runs
     */
    public record Placement(
            int trial, int attempt, String worker, @Nullable Outcome outcome) {
        public boolean isRunning() {
            return outcome == null;
        }

        private boolean mayEnd(Outcome next) {
            boolean isGivenUp = outcome == Outcome.LOST && next == Outcome.FAILED;
            return isRunning() || isGivenUp;
        }
    }

    /** The state after one more event. */
    public RunState next(Recorded recorded) {
        long at = recorded.atMillis();
        RunState state = recorded.event() instanceof LifecycleEvent event ? apply(event, at) : this;
        return new RunState(
                state.started,
                state.startedAtMillis,
                state.pausedMillis,
                state.stopReason,
                state.stopAtMillis,
                state.endReason,
                state.workers,
                state.trials,
                recorded.sequence(),
                at);
    }

    private RunState apply(LifecycleEvent event, long at) {
        return switch (event) {
            case RunStarted e -> new RunState(e, at, 0, null, 0, null, workers, trials, lastSequence, lastAtMillis);
            case RunResumed _ -> paused(at - lastAtMillis);
            case WorkerJoined e ->
                with(workers.plus(
                        e.worker(),
                        new Worker(
                                e.worker(), e.accelerators(), e.facts(), Presence.PRESENT, TreePVector.empty(), at)));
            case WorkerLost e -> without(e.worker(), Presence.LOST, at);
            case WorkerLeft e -> without(e.worker(), Presence.LEFT, at);
            case TrialAssigned e -> assigned(e);
            case TrialEnded e -> ended(e);
            case StopRequested e ->
                new RunState(
                        started,
                        startedAtMillis,
                        pausedMillis,
                        e.reason(),
                        at,
                        endReason,
                        workers,
                        trials,
                        lastSequence,
                        lastAtMillis);
            case RunEnded e ->
                new RunState(
                        started,
                        startedAtMillis,
                        pausedMillis,
                        stopReason,
                        stopAtMillis,
                        e.reason(),
                        workers,
                        trials,
                        lastSequence,
                        lastAtMillis);
        };
    }

    private RunState paused(long millis) {
        return new RunState(
                started,
                startedAtMillis,
                pausedMillis + Math.max(0, millis),
                stopReason,
                stopAtMillis,
                endReason,
                workers,
                trials,
                lastSequence,
                lastAtMillis);
    }

    private RunState with(PMap<String, Worker> workers) {
        return with(workers, trials);
    }

    private RunState with(PMap<String, Worker> workers, PMap<Integer, Placement> trials) {
        return new RunState(
                started,
                startedAtMillis,
                pausedMillis,
                stopReason,
                stopAtMillis,
                endReason,
                workers,
                trials,
                lastSequence,
                lastAtMillis);
    }

    private RunState without(String name, Presence presence, long at) {
        Worker worker = workers.get(name);
        return worker == null ? this : with(workers.plus(name, worker.gone(presence, at)));
    }

    private RunState assigned(TrialAssigned e) {
        Worker worker = workers.get(e.worker());
        PMap<String, Worker> busy = worker == null
                ? workers
                : workers.plus(e.worker(), worker.with(worker.trials().plus(e.trial())));
        return with(busy, trials.plus(e.trial(), new Placement(e.trial(), e.attempt(), e.worker(), null)));
    }

    private RunState ended(TrialEnded e) {
        Placement placement = trials.get(e.trial());
        if (placement == null || placement.attempt() != e.attempt() || !placement.mayEnd(e.outcome())) {
            return this;
        }
        Worker worker = workers.get(placement.worker());
        PMap<String, Worker> free = worker == null
                ? workers
                : workers.plus(worker.name(), worker.with(worker.trials().minus((Object) e.trial())));
        return with(
                free, trials.plus(e.trial(), new Placement(e.trial(), e.attempt(), placement.worker(), e.outcome())));
    }

    /** Whether this attempt is the one whose results count: the latest, and not over. */
    public boolean isCurrent(int trial, int attempt) {
        Placement placement = trials.get(trial);
        return placement != null && placement.attempt() == attempt && placement.isRunning();
    }

    public boolean isStopping() {
        return stopReason != null;
    }

    public boolean isOver() {
        return endReason != null;
    }

    /** Workers that answer. */
    public Collection<Worker> present() {
        return workers.values().stream()
                .filter(worker -> worker.presence() == Presence.PRESENT)
                .toList();
    }

    public Optional<Placement> placement(int trial) {
        return Optional.ofNullable(trials.get(trial));
    }

    /** Trials that ended with an outcome. */
    public long count(Outcome outcome) {
        return trials.values().stream()
                .filter(placement -> placement.outcome() == outcome)
                .count();
    }
}
