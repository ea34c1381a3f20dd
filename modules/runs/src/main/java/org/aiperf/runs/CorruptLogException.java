package org.aiperf.runs;

import java.io.IOException;

/** A line of an event log is not an event: the log was damaged, or written by a newer version. */
public final class CorruptLogException extends IOException {
    public CorruptLogException(String message) {
        super(message);
    }
}
