package org.aiperf.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Somebody who is told when the program is asked to end, and may keep the JVM until this is closed. */
final class GoingDown implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    /** @param told by a thread of its own; the JVM stays until that returns */
    GoingDown(Runnable told) {
        hook = new Thread(told);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether this is closed within so long. */
    boolean awaitClose(Duration patience) throws InterruptedException {
        return closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException goingDownAlready) {
            // The hook has been waiting for this.
        }
    }
}
