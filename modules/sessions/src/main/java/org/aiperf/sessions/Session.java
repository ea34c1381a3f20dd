package org.aiperf.sessions;

/**
 * A run in one row.
 *
 * @param id in this database
 * @param runId the same everywhere
 * @param name of the run, for people
 * @param cluster it runs or ran on
 * @param startedAtMillis its first event, in milliseconds since 1970; 0 before that
 * @param endReason why it is over; empty while it is not
 * @param trials finished ones
 * @param score in operations per second, as of the last event kept
 */
public record Session(
        long id,
        String runId,
        String name,
        String cluster,
        long startedAtMillis,
        State state,
        String endReason,
        int trials,
        double score) {

    /** Whether the run is over, as far as this database knows. */
    public enum State {
        RUNNING,
        ENDED
    }
}
