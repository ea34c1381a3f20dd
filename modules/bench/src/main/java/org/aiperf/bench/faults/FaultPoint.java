package org.aiperf.bench.faults;

import java.io.IOException;

/**
 * Something that goes wrong at a moment of a run.
 *
 * @param name what and when, for people: unique
 */
record FaultPoint(String name, Play play) {
    /** Starts a run, breaks something of it at the moment, and does what a user or an administrator does then. */
    interface Play {
        void on(FaultRun run) throws IOException, InterruptedException;
    }
}
