package org.aiperf.runs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.RunState.Placement;
import org.aiperf.runs.RunState.Worker;

/**
 * Decides what happens next from what is known: pure, so a run of any size can be simulated. Trials that lost their
 * worker go first, then waiting candidates in order; every accelerator has a candidate waiting for it, so none is idle
 * for lack of one, and a worker whose trial is nearly done gets the next one to prepare meanwhile; the run stops at its
 * time, its number of trials or its goal, and ends when its workers have stopped.
 */
public final class Scheduler {
    private static final int MOST_ATTEMPTS = 3;

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

    /** What to do now. The answer depends on nothing but the arguments. */
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
        boolean anyRuns = state.present().stream().anyMatch(worker -> !worker.isIdle());
        boolean waitedEnough = nowMillis - state.stopAtMillis() >= limits.graceMillis();
        return anyRuns && !waitedEnough ? List.of() : List.of(new Command.End(String.valueOf(state.stopReason())));
    }

    private boolean isLonely(RunState state, long nowMillis) {
        if (!state.present().isEmpty()) {
            return false;
        }
        long since =
                state.workers().values().stream().mapToLong(Worker::since).max().orElse(state.startedAtMillis());
        return nowMillis - since >= limits.lonelyMillis();
    }

    private static void place(RunState state, Backlog backlog, List<Command> commands) {
        Deque<Placement> lost = new ArrayDeque<>();
        for (Placement placement : byTrial(state)) {
            if (placement.outcome() == Outcome.LOST) {
                if (placement.attempt() < MOST_ATTEMPTS) {
                    lost.add(placement);
                } else {
                    commands.add(new Command.Abandon(
                            placement.trial(), placement.attempt(), "its worker was lost " + MOST_ATTEMPTS + " times"));
                }
            }
        }
        Deque<Integer> waiting = new ArrayDeque<>(backlog.waiting());
        List<Worker> workers = state.present().stream()
                .sorted(Comparator.comparing(Worker::name))
                .toList();
        List<Worker> idle = workers.stream().filter(Worker::isIdle).toList();
        List<Worker> nearlyDone = workers.stream()
                .filter(worker ->
                        worker.trials().size() == 1 && backlog.nearlyDone().contains(worker.name()))
                .toList();
        for (Worker worker : Stream.concat(idle.stream(), nearlyDone.stream()).toList()) {
            Placement again = lost.poll();
            Integer candidate = again == null ? waiting.poll() : null;
            if (again != null) {
                commands.add(new Command.Assign(again.trial(), again.attempt() + 1, worker.name()));
            } else if (candidate != null) {
                commands.add(new Command.Assign(candidate, 1, worker.name()));
            }
        }
        seek(workers, backlog, waiting.size(), commands);
    }

    private static void seek(List<Worker> workers, Backlog backlog, int waiting, List<Command> commands) {
        int coming =
                backlog.seeking().values().stream().mapToInt(Integer::intValue).sum();
        int next = backlog.nextCandidate();
        for (Worker worker : workers) {
            if (waiting + coming >= workers.size()) {
                return;
            }
            if (backlog.seeking().getOrDefault(worker.name(), 0) == 0) {
                commands.add(new Command.Seek(next++, worker.name()));
                coming++;
            }
        }
    }

    private static List<Placement> byTrial(RunState state) {
        return state.trials().values().stream()
                .sorted(Comparator.comparingInt(Placement::trial))
                .toList();
    }
}
