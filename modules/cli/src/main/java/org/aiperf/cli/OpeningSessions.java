package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.aiperf.launch.LaunchProgress;
import org.aiperf.sessions.Sessions;
import org.aiperf.sessions.SessionsException;

/**
 * Opens the database of sessions while a launch connects, which takes about as long. Nothing is started on a cluster before
 * it is open, and nothing at all if it cannot be.
 */
final class OpeningSessions implements LaunchProgress, AutoCloseable {
    private final CompletableFuture<Sessions> opened = new CompletableFuture<>();
    private final LaunchProgress told;

    private OpeningSessions(LaunchProgress told) {
        this.told = told;
    }

    /** @param told how the launch goes */
    static OpeningSessions begin(Path database, LaunchProgress told) {
        OpeningSessions opening = new OpeningSessions(told);
        Thread.ofPlatform().daemon().name("sessions").start(() -> opening.open(database));
        return opening;
    }

    private void open(Path database) {
        try {
            opened.complete(Sessions.open(database, run -> run.score().score()));
        } catch (SessionsException | RuntimeException | Error e) {
            opened.completeExceptionally(e);
        }
    }

    @Override
    public void at(Step step, double share, String detail) {
        if (step == Step.START) {
            // It does not matter here how it ended: a launch looks next whether it is called off.
            opened.handle((_, _) -> true).join();
        }
        told.at(step, share, detail);
    }

    @Override
    public boolean isCancelled() {
        return opened.isCompletedExceptionally() || told.isCancelled();
    }

    /** Once they are open. */
    Sessions sessions() throws IOException, InterruptedException {
        try {
            return opened.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        Optional.ofNullable(opened.handle((sessions, _) -> sessions).join()).ifPresent(Sessions::close);
    }
}
