package org.aiperf.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aiperf.launch.LaunchProgress.Step;

/** Does one thing with many nodes at once, and tells all failures together. */
final class InParallel {
    private final LaunchProgress progress;

    InParallel(LaunchProgress progress) {
        this.progress = progress;
    }

    /** What is done with one of them. */
    interface Action<T, R> {
        R apply(T item) throws IOException;
    }

    /** Hears each result that came, also when others fail, so that it can be closed. */
    interface Kept<R> {
        void add(R result);
    }

    /** Results go to {@code kept} in the order of the items. */
    <T, R> void onAll(Step step, List<T> items, Action<T, R> action, Kept<R> kept)
            throws IOException, InterruptedException {
        progress.check();
        List<String> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> results = new ArrayList<>();
            for (T item : items) {
                results.add(threads.submit(() -> action.apply(item)));
            }
            int done = 0;
            for (Future<R> result : results) {
                try {
                    kept.add(result.get());
                    progress.at(step, (double) ++done / items.size(), done + " of " + items.size() + " nodes");
                } catch (ExecutionException e) {
                    Throwable cause = e.getCause();
                    failures.add(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
                }
            }
        }
        if (!failures.isEmpty()) {
            throw new LaunchException(String.join("\n", failures));
        }
    }
}
