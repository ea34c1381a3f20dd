package org.aiperf.app.watch;

/**
 * What is being shown.
 *
 * @param kind whether it is followed as it happens or was read from a session
 * @param session the number of its session, or 0 if it has none yet
 */
public record RunSource(Kind kind, long session, String runId, String name, String cluster) {
    /** Where the events come from. */
    public enum Kind {
        LIVE,
        /** Followed as it happens, and left alone. */
        WATCHED,
        RECORDED
    }

    public boolean isLive() {
        return kind != Kind.RECORDED;
    }
}
