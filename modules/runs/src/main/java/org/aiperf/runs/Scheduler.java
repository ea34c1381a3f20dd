package org.aiperf.runs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.RunState.Placement;
import org.aiperf.runs.RunState.Presence;
import org.aiperf.runs.RunState.Worker;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens next from what is known: pure, so a run of any size can be simulated. Trials that lost their
 * worker go first, then waiting candidates in order; every accelerator has a candidate waiting for it, so none is idle
 * for lack of one, and a worker whose trial is nearly done gets the next one to prepare meanwhile; the run stops at its
 * time, its number of trials or its goal, and ends when its workers have stopped.
 */
public final class Scheduler {
    /** A trial that so many workers do not survive is given up. Silence is no death: it may be anybody's fault. */
    private static final int MOST_LOSSES = 3;

    private final Limits limits;

    /**
     * When a run ends.
     *
     * @param millis how long it lasts from its first event
     * @param trials how many finished trials are enough
     * @param graceMillis how long running trials may take to stop
     * @param lonelyMillis how long a run without any worker waits for one
     */
    public record Limits(long millis, int trials, long graceMillis, long lonelyMillis) {}

    public Scheduler(Limits limits) {
        this.limits = limits;
    }

    /**
     * What to do now. The answer depends on nothing but the arguments, and takes about as long for thousands of workers
     * as for two: only who can take something is looked at.
     */
    public List<Command> decide(RunState state, Backlog backlog, long nowMillis) {
        if (state.started() == null || state.isOver()) {
            return List.of();
        }
        if (state.isStopping()) {
            return ending(state, nowMillis);
        }
        List<Command> commands = new ArrayList<>();
        if (backlog.goal() != null) {
            commands.add(new Command.Stop(backlog.goal()));
        } else if (nowMillis - state.startedAtMillis() - state.pausedMillis() >= limits.millis()) {
            commands.add(new Command.Stop("its time of " + limits.millis() / 1000 + " s is over"));
        } else if (state.count(Outcome.FINISHED) >= limits.trials()) {
            commands.add(new Command.Stop("its " + limits.trials() + " trials are finished"));
        } else if (isLonely(state, nowMillis)) {
            commands.add(new Command.Stop("no worker answers any more"));
        } else {
            place(state, backlog, commands);
        }
        return commands;
    }

    private List<Command> ending(RunState state, long nowMillis) {
        boolean anyRuns = state.idle().size() < state.present().size();
        boolean waitedEnough = nowMillis - state.stopAtMillis() >= limits.graceMillis();
        return anyRuns && !waitedEnough ? List.of() : List.of(new Command.End(String.valueOf(state.stopReason())));
    }

    private boolean isLonely(RunState state, long nowMillis) {
        if (!state.present().isEmpty()) {
            return false;
        }
        long lastGone =
                state.workers().values().stream().mapToLong(Worker::since).max().orElse(0);
        return nowMillis - Math.max(lastGone, state.keptSinceMillis()) >= limits.lonelyMillis();
    }

    private static void place(RunState state, Backlog backlog, List<Command> commands) {
        Deque<Placement> lost = new ArrayDeque<>();
        for (int trial : state.lost()) {
            Placement placement = state.placement(trial).orElseThrow();
            if (placement.losses() < MOST_LOSSES) {
                lost.add(placement);
            } else {
                commands.add(new Command.Abandon(
                        placement.trial(), placement.attempt(), "its worker was lost " + MOST_LOSSES + " times"));
            }
        }
        Work work = new Work(lost, backlog.waiting().iterator());
        int assigned = 0;
        Iterator<String> takers = takers(state, backlog);
        while (work.isLeft() && takers.hasNext()) {
            assigned += work.give(takers.next(), commands) ? 1 : 0;
        }
        seek(state.present().keySet(), backlog, backlog.waiting().size() - assigned, commands);
    }

    /** Idle workers by name, then those that may prepare a trial, by name. */
    private static Iterator<String> takers(RunState state, Backlog backlog) {
        return Stream.concat(
                        state.idle().stream(),
                        backlog.nearlyDone().stream()
                                .filter(name -> mayPrepare(state.workers().get(name))))
                .iterator();
    }

    private static boolean mayPrepare(@Nullable Worker worker) {
        return worker != null
                && worker.presence() == Presence.PRESENT
                && worker.trials().size() == 1;
    }

    /** Trials to give away: lost ones first. */
    private record Work(Deque<Placement> lost, Iterator<Integer> waiting) {
        boolean isLeft() {
            return !lost.isEmpty() || waiting.hasNext();
        }

        /** Gives the next one away; whether it is a waiting candidate. */
        boolean give(String worker, List<Command> commands) {
            Placement again = lost.poll();
            if (again != null) {
                commands.add(new Command.Assign(again.trial(), again.attempt() + 1, worker));
                return false;
            }
            commands.add(new Command.Assign(waiting.next(), 1, worker));
            return true;
        }
    }

    private static void seek(Collection<String> present, Backlog backlog, int waiting, List<Command> commands) {
        int coming = backlog.seeking().size();
        int next = backlog.nextCandidate();
        int mayStill = present.size() - backlog.seeking().size();
        for (String worker : present) {
            if (waiting + coming >= present.size()
                    || mayStill <= backlog.resting().size()) {
                return;
            }
            if (!backlog.seeking().contains(worker) && !backlog.resting().contains(worker)) {
                mayStill--;
                commands.add(new Command.Seek(next++, worker));
                coming++;
            }
        }
    }
}
