package org.aiperf.cli;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.aiperf.benchmark.SearchRun;

/** A {@link Watch} on a thread of its own. */
final class BackgroundWatch {
    private final CompletableFuture<SearchRun> result = new CompletableFuture<>();

    private BackgroundWatch() {}

    static BackgroundWatch start(Watch watch, Consumer<SearchRun> seen) {
        BackgroundWatch background = new BackgroundWatch();
        Thread.ofVirtual().name("watch").start(() -> {
            try {
                background.result.complete(watch.toEnd(seen));
            } catch (IOException | InterruptedException | RuntimeException e) {
                background.result.completeExceptionally(e);
            }
        });
        return background;
    }

    /** Waits for the end of the run. */
    SearchRun result() throws IOException, InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IOException(cause == null ? e.getMessage() : cause.getMessage(), e);
        }
    }
}
