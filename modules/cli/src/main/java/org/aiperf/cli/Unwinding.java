package org.aiperf.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * When the program is asked to end, the thread that made this is interrupted, and the JVM stays until that thread has put
 * away what it started, such as servers and files.
 */
final class Unwinding implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Thread working = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::unwind);

    Unwinding() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void unwind() {
        working.interrupt();
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException goingDown) {
            // The hook is what waits for this.
        }
    }
}
