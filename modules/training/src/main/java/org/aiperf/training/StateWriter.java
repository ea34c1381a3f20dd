package org.aiperf.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Writes states of a training to the disk while it goes on, one at a time. */
final class StateWriter implements AutoCloseable {
    private final Optional<TrainingCheckpoints> checkpoints;
    private @Nullable FutureTask<@Nullable Void> writing;

    /** @param checkpoints nothing is written without them */
    StateWriter(Optional<TrainingCheckpoints> checkpoints) {
        this.checkpoints = checkpoints;
    }

    /** Whether enough time passed for another state to be written. */
    boolean isDue() {
        return checkpoints.isPresent() && checkpoints.get().isDue();
    }

    /**
     * Begins to write a state; waits if the one before is not on the disk yet.
     *
     * @throws UncheckedIOException if that one could not be written
     */
    void write(TrainingState state) {
        await();
        FutureTask<@Nullable Void> next = new FutureTask<>(() -> {
            checkpoints.orElseThrow().save(state);
            return null;
        });
        writing = next;
        Thread.ofPlatform().name("checkpoint").start(next);
    }

    /** Waits for the last state, even if the thread is interrupted: a file is whole or not there. */
    private void await() {
        FutureTask<@Nullable Void> last = writing;
        writing = null;
        boolean interrupted = false;
        try {
            while (last != null) {
                try {
                    last.get();
                    last = null;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed
                    ? new UncheckedIOException(failed)
                    : new IllegalStateException("a state could not be written", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @throws UncheckedIOException if the last state could not be written */
    @Override
    public void close() {
        await();
    }
}
