package org.aiperf.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.aiperf.launch.LaunchProgress.Step;

/** Sends several parts at once, the largest first, and ends them all when one fails or the launch is called off. */
final class Uploads {
    /** Small files spend their time waiting for answers, and large ones fill the connection alone. */
    private static final int LANES = 3;

    private final AgentStore store;
    private final List<Part> parts;
    private final LaunchProgress progress;
    private final long total;
    private long done;
    private final AtomicBoolean over = new AtomicBoolean();

    Uploads(AgentStore store, List<Part> parts, LaunchProgress progress) {
        this.store = store;
        this.parts = parts.stream()
                .sorted(Comparator.comparingLong(Part::bytes).reversed())
                .toList();
        this.progress = progress;
        this.total = Math.max(1, parts.stream().mapToLong(Part::bytes).sum());
    }

    /** Returns when every part has arrived; of several failures the first counts. */
    void send() throws IOException, InterruptedException {
        try (ExecutorService lanes =
                Executors.newFixedThreadPool(LANES, Thread.ofVirtual().factory())) {
            List<Future<?>> sent = new ArrayList<>();
            for (Part part : parts) {
                sent.add(lanes.submit(() -> {
                    sendOne(part);
                    return null;
                }));
            }
            await(sent);
        }
    }

    private void sendOne(Part part) throws IOException {
        if (over.get()) {
            return;
        }
        try {
            progress.check();
            store.send(part, new Counted());
        } catch (IOException | RuntimeException e) {
            if (over.getAndSet(true)) {
                return;
            }
            throw e;
        }
    }

    private void await(List<Future<?>> sent) throws IOException, InterruptedException {
        try {
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            over.set(true);
        }
    }

    /** One lane at a time: whoever listens need not know that there are several. */
    private synchronized void tell(long more) {
        done += more;
        progress.at(Step.DEPLOY, (double) done / total, parts.size() + " files, " + total / 1_000_000 + " MB");
    }

    private final class Counted implements LongConsumer {
        private long before;

        @Override
        public void accept(long bytes) {
            if (over.get()) {
                throw new CancellationException("another file could not be sent");
            }
            progress.check();
            long more = bytes - before;
            before = bytes;
            tell(more);
        }
    }
}
