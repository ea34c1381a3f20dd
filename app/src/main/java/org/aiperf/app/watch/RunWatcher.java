package org.aiperf.app.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.aiperf.runs.EventFeed;
import org.aiperf.runs.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * Follows a live run on a thread of its own until the run is over, the feed breaks or the watcher is closed. What there
 * is to show is published at most ten times a second, however fast the events come; the last state always is.
 */
public final class RunWatcher implements AutoCloseable {
    private static final Duration BETWEEN_VIEWS = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final EventFeed feed;
    private final RunFold fold;
    private final Consumer<RunView> publish;
    private final Thread thread;
    private volatile boolean closed;

    private RunWatcher(EventFeed feed, RunFold fold, Consumer<RunView> publish) {
        this.feed = feed;
        this.fold = fold;
        this.publish = publish;
        this.thread = Thread.ofVirtual().name("watcher").unstarted(this::watch);
    }

    /** @param publish called on the watcher's thread */
    public static RunWatcher start(EventFeed feed, RunFold fold, Consumer<RunView> publish) {
        RunWatcher watcher = new RunWatcher(feed, fold, publish);
        watcher.thread.start();
        return watcher;
    }

    private void watch() {
        try (feed) {
            follow();
        } catch (InterruptedException e) {
            // Closing interrupts: there is nobody left to show anything to.
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            publish(String.valueOf(e.getMessage()));
        }
    }

    private void follow() throws IOException, InterruptedException {
        publish(null);
        long lastView = System.nanoTime();
        boolean stale = false;
        while (!closed && !(fold.isOver() && !stale)) {
            Duration untilView = BETWEEN_VIEWS.minusNanos(System.nanoTime() - lastView);
            if (stale && !untilView.isPositive()) {
                publish(null);
                lastView = System.nanoTime();
                stale = false;
                continue;
            }
            List<Recorded> events = feed.next(stale ? untilView : PATIENCE);
            fold.accept(events);
            stale |= !events.isEmpty();
        }
    }

    private void publish(@Nullable String broken) {
        if (!closed) {
            publish.accept(fold.view(broken));
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
