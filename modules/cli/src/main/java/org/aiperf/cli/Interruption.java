package org.aiperf.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.aiperf.launch.LiveRun;

/** Ctrl-C ends the run in order: the JVM stays until the run has stopped and its results are written. */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 40;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    /** @param aside is told too, so that nothing but the run is waited for */
    Interruption(LiveRun run, Terminal terminal, Runnable aside) {
        hook = new Thread(() -> {
            try {
                terminal.say("");
                terminal.say("stopping the run; its results are kept");
                run.requestStop("it was interrupted");
                aside.run();
                if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    terminal.say("the run did not stop in time");
                }
            } catch (IOException e) {
                terminal.say("the run could not be stopped: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is already going down, and the hook has been waiting for this.
            return;
        }
    }
}
