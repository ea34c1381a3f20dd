package org.aiperf.runs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Everything that the lifecycle events of a run say, as one immutable value. {@link #next} is the fold: pure, and the
 * only place where the meaning of these events is written down.
 *
 * @param started the first event, or null before it
 * @param startedAtMillis when it was written; 0 before it
 * @param pausedMillis how long the run had no master
 * @param keptSinceMillis when its latest master began with it
 * @param stopReason why the run was asked to stop, or null
 * @param stopAtMillis when it was asked
 * @param endReason why the run is over, or null while it is not
 * @param roll who can take a trial and which trials are to be done again, kept up so that nobody has to look through all
 * @param lastSequence the sequence number of the last event that was folded
 * @param lastAtMillis its time
 */
public record RunState(
        @Nullable RunStarted started,
        long startedAtMillis,
        long pausedMillis,
        long keptSinceMillis,
        @Nullable String stopReason,
        long stopAtMillis,
        @Nullable String endReason,
        PMap<String, Worker> workers,
        PMap<Integer, Placement> trials,
        Roll roll,
        long lastSequence,
        long lastAtMillis) {

    public static final RunState EMPTY =
            new RunState(null, 0, 0, 0, null, 0, null, HashTreePMap.empty(), HashTreePMap.empty(), Roll.EMPTY, 0, 0);

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
     * @param losses how many of its attempts lost their worker; those that were only cut off are none
     */
    public record Placement(
            int trial, int attempt, String worker, @Nullable Outcome outcome, int losses) {
        public boolean isRunning() {
            return outcome == null;
        }

        private boolean mayEnd(Outcome next) {
            return outcome == null || (outcome.isLost() && next == Outcome.FAILED);
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
                state.keptSinceMillis,
                state.stopReason,
                state.stopAtMillis,
                state.endReason,
                state.workers,
                state.trials,
                state.roll,
                recorded.sequence(),
                at);
    }

    private RunState apply(LifecycleEvent event, long at) {
        return switch (event) {
            case RunStarted e ->
                with(draft -> {
                    draft.started = e;
                    draft.startedAtMillis = at;
                    draft.keptSinceMillis = at;
                });
            case RunResumed _ ->
                with(draft -> {
                    draft.pausedMillis += Math.max(0, at - lastAtMillis);
                    draft.keptSinceMillis = at;
                });
            case WorkerJoined e ->
                with(draft -> draft.put(new Worker(
                        e.worker(), e.accelerators(), e.facts(), Presence.PRESENT, TreePVector.empty(), at)));
            case WorkerLost e -> with(draft -> draft.gone(e.worker(), Presence.LOST, at));
            case WorkerLeft e -> with(draft -> draft.gone(e.worker(), Presence.LEFT, at));
            case TrialAssigned e -> with(draft -> draft.assigned(e));
            case TrialEnded e -> with(draft -> draft.ended(e));
            case StopRequested e ->
                with(draft -> {
                    draft.stopReason = e.reason();
                    draft.stopAtMillis = at;
                });
            case RunEnded e -> with(draft -> draft.endReason = e.reason());
        };
    }

    private RunState with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.state();
    }

    /** All that may change, to change some of it. */
    private static final class Draft {
        private @Nullable RunStarted started;
        private long startedAtMillis;
        private long pausedMillis;
        private long keptSinceMillis;
        private @Nullable String stopReason;
        private long stopAtMillis;
        private @Nullable String endReason;
        private PMap<String, Worker> workers;
        private PMap<Integer, Placement> trials;
        private Roll roll;
        private final long lastSequence;
        private final long lastAtMillis;

        Draft(RunState from) {
            started = from.started;
            startedAtMillis = from.startedAtMillis;
            pausedMillis = from.pausedMillis;
            keptSinceMillis = from.keptSinceMillis;
            stopReason = from.stopReason;
            stopAtMillis = from.stopAtMillis;
            endReason = from.endReason;
            workers = from.workers;
            trials = from.trials;
            roll = from.roll;
            lastSequence = from.lastSequence;
            lastAtMillis = from.lastAtMillis;
        }

        RunState state() {
            return new RunState(
                    started,
                    startedAtMillis,
                    pausedMillis,
                    keptSinceMillis,
                    stopReason,
                    stopAtMillis,
                    endReason,
                    workers,
                    trials,
                    roll,
                    lastSequence,
                    lastAtMillis);
        }

        void put(Worker worker) {
            workers = workers.plus(worker.name(), worker);
            roll = roll.with(worker);
        }

        void put(Placement placement) {
            roll = roll.with(trials.get(placement.trial()), placement);
            trials = trials.plus(placement.trial(), placement);
        }

        void gone(String name, Presence presence, long at) {
            Worker worker = workers.get(name);
            if (worker != null) {
                put(worker.gone(presence, at));
            }
        }

        void assigned(TrialAssigned e) {
            Worker worker = workers.get(e.worker());
            if (worker != null) {
                put(worker.with(worker.trials().plus(e.trial())));
            }
            Placement before = trials.get(e.trial());
            put(new Placement(e.trial(), e.attempt(), e.worker(), null, before == null ? 0 : before.losses()));
        }

        void ended(TrialEnded e) {
            Placement placement = trials.get(e.trial());
            if (placement == null || placement.attempt() != e.attempt() || !placement.mayEnd(e.outcome())) {
                return;
            }
            Worker worker = workers.get(placement.worker());
            if (worker != null) {
                put(worker.with(worker.trials().minus((Object) e.trial())));
            }
            int losses = placement.losses() + (e.outcome() == Outcome.LOST ? 1 : 0);
            put(new Placement(e.trial(), e.attempt(), placement.worker(), e.outcome(), losses));
        }
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

    /** Workers that answer, by name. */
    public PSortedMap<String, Worker> present() {
        return roll.present();
    }

    /** Workers that answer and have nothing to do, by name. */
    public PSortedSet<String> idle() {
        return roll.idle();
    }

    /** Trials whose latest attempt was lost, by number. */
    public PSortedSet<Integer> lost() {
        return roll.lost();
    }

    public Optional<Placement> placement(int trial) {
        return Optional.ofNullable(trials.get(trial));
    }

    /** Trials that ended with an outcome. */
    public long count(Outcome outcome) {
        return roll.count(outcome);
    }
}
