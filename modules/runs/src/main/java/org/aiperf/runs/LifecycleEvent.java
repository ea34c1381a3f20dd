package org.aiperf.runs;

import java.util.List;
import java.util.Map;

/** What happens in every run, whatever its workload: nodes come and go, trials are placed and end. */
public sealed interface LifecycleEvent extends Event {

    /**
     * The first event of a run.
     *
     * @param plan the text of {@code plan.yaml}
     * @param versions of the agent, Java, the engine and the operating system, for the report
     */
    record RunStarted(String runId, String name, String plan, Map<String, String> versions) implements LifecycleEvent {
        public RunStarted {
            versions = Map.copyOf(versions);
        }
    }

    /**
     * The run has a master again. The time since the event before this one does not count against its limit; everything
     * that was running is lost.
     */
    record RunResumed(String reason) implements LifecycleEvent {}

    /**
     * A node's agent is ready for work.
     *
     * @param accelerators what it trains on, one name each
     */
    record WorkerJoined(String worker, List<String> accelerators, Map<String, String> facts) implements LifecycleEvent {
        public WorkerJoined {
            accelerators = List.copyOf(accelerators);
            facts = Map.copyOf(facts);
        }
    }

    /** A worker no longer answers: what it was doing is done again by another. */
    record WorkerLost(String worker, String reason) implements LifecycleEvent {}

    /** A worker said goodbye. */
    record WorkerLeft(String worker) implements LifecycleEvent {}

    /**
     * A trial was given to a worker.
     *
     * @param attempt counts from 1; results of an earlier attempt are refused from now on
     */
    record TrialAssigned(int trial, int attempt, String worker) implements LifecycleEvent {}

    /** An attempt at a trial is over. */
    record TrialEnded(int trial, int attempt, Outcome outcome, String reason) implements LifecycleEvent {}

    /** No new work from here on; what runs is asked to stop. */
    record StopRequested(String reason) implements LifecycleEvent {}

    /** The last event of a run. */
    record RunEnded(String reason) implements LifecycleEvent {}

    /** How an attempt at a trial ended. */
    enum Outcome {
        /** Trained to the end. */
        FINISHED,
        /** Asked to stop; the epochs it finished count. */
        STOPPED,
        /** Went wrong by itself, and would again. */
        FAILED,
        /** Its worker was lost; another attempt follows, and of its epochs only those count from which that one goes on. */
        LOST,
        /** Likewise, but nobody knows that anything went wrong: its worker was not heard of, or the run had no master. */
        CUT_OFF;

        /** Whether another attempt may follow. */
        public boolean isLost() {
            return this == LOST || this == CUT_OFF;
        }
    }
}
