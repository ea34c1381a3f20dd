package org.aiperf.agent;

/** What the master tells a worker. */
sealed interface Order {

    /**
     * Claim the candidate of this number and train it.
     *
     * @param round from 1, which says how long
     */
    record Train(int trial, int attempt, int round) implements Order {}

    /** Search a candidate, to be known by this number. */
    record Seek(int candidate) implements Order {}

    /** Stop what runs at its next step, say so, and leave. */
    record Finish(String reason) implements Order {}
}
