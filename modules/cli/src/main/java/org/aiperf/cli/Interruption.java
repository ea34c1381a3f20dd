package org.aiperf.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Ctrl-C ends a run inside this program in order: the JVM stays until the run has stopped, its results are written, and
 * whatever was opened after this is closed. A run on a real cluster goes on there.
 */
final class Interruption implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Terminal terminal;
    private final GoingDown goingDown = new GoingDown(this::endInOrder);
    private volatile Optional<Watched> watched = Optional.empty();

    private record Watched(KeptRun run, Runnable aside) {}

    Interruption(Terminal terminal) {
        this.terminal = terminal;
    }

    /** From here on there is a run. {@code aside} is told too, so that nothing but the run is waited for. */
    void concerns(KeptRun run, Runnable aside) {
        watched = Optional.of(new Watched(run, aside));
    }

    private void endInOrder() {
        Optional<Watched> running = watched;
        if (running.isEmpty()) {
            return;
        }
        terminal.say("");
        if (running.get().run().whenInterrupted() == KeptRun.Interrupted.GOES_ON) {
            String run = running.get().run().runId();
            terminal.say("the run goes on on its cluster; watch it with 'aiperf attach " + run
                    + "', end it with 'aiperf stop " + run + "'");
            return;
        }
        try {
            terminal.say("stopping the run; its results are kept");
            running.get().run().requestStop("it was interrupted");
            running.get().aside().run();
            if (!goingDown.awaitClose(PATIENCE)) {
                terminal.say("the run did not stop in time");
            }
        } catch (IOException e) {
            terminal.say("the run could not be stopped: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        goingDown.close();
    }
}
