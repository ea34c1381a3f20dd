package org.aiperf.runs;

import java.time.Instant;

/**
 * An event in its place in the log.
 *
 * @param sequence from 1, without gaps
 * @param atMillis when the master wrote it, by the master's clock, in milliseconds since 1970
 */
public record Recorded(long sequence, long atMillis, Event event) {
    public Instant at() {
        return Instant.ofEpochMilli(atMillis);
    }
}
