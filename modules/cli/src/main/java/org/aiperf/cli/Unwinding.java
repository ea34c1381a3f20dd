package org.aiperf.cli;

import java.time.Duration;

/**
 * When the program is asked to end, the thread that made this is interrupted, and the JVM stays until that thread has put
 * away what it started, such as servers and files.
 */
final class Unwinding implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Thread working = Thread.currentThread();
    private final GoingDown goingDown = new GoingDown(this::unwind);

    private void unwind() {
        working.interrupt();
        try {
            goingDown.awaitClose(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        goingDown.close();
    }
}
