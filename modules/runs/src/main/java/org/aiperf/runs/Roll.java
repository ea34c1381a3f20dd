package org.aiperf.runs;

import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.RunState.Placement;
import org.aiperf.runs.RunState.Presence;
import org.aiperf.runs.RunState.Worker;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * What a {@link RunState} says about all workers and all trials together. It follows from them, and is kept beside them
 * because a run of thousands of workers asks after every event.
 *
 * @param present workers that answer
 * @param idle those of them that have nothing to do
 * @param lost trials whose latest attempt was lost
 * @param ended how many trials ended with each outcome
 */
record Roll(
        PSortedMap<String, Worker> present,
        PSortedSet<String> idle,
        PSortedSet<Integer> lost,
        PMap<Outcome, Integer> ended) {

    static final Roll EMPTY = new Roll(TreePMap.empty(), TreePSet.empty(), TreePSet.empty(), HashTreePMap.empty());

    int count(Outcome outcome) {
        return ended.getOrDefault(outcome, 0);
    }

    /** After a worker became this one. */
    Roll with(Worker worker) {
        String name = worker.name();
        return new Roll(
                worker.presence() == Presence.PRESENT ? present.plus(name, worker) : present.minus(name),
                worker.isIdle() ? idle.plus(name) : idle.minus(name),
                lost,
                ended);
    }

    /** After a trial's place became another one. */
    Roll with(@Nullable Placement before, Placement after) {
        int trial = after.trial();
        PMap<Outcome, Integer> counts = ended;
        if (before != null && before.outcome() != null) {
            counts = counts.plus(before.outcome(), count(before.outcome()) - 1);
        }
        if (after.outcome() != null) {
            counts = counts.plus(after.outcome(), counts.getOrDefault(after.outcome(), 0) + 1);
        }
        boolean isLost = after.outcome() != null && after.outcome().isLost();
        return new Roll(present, idle, isLost ? lost.plus(trial) : lost.minus(trial), counts);
    }
}
