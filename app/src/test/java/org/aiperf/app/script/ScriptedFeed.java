package org.aiperf.app.script;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.aiperf.runs.EventFeed;
import org.aiperf.runs.Recorded;
import org.jspecify.annotations.Nullable;

/** A feed that gives what the test lets through. */
public final class ScriptedFeed implements EventFeed {
    private final BlockingQueue<List<Recorded>> batches = new LinkedBlockingQueue<>();
    private volatile @Nullable String broken;
    private volatile boolean closed;

    public void give(List<Recorded> events) {
        batches.add(List.copyOf(events));
    }

    /** From now on it fails. */
    public void breakDown(String reason) {
        broken = reason;
        batches.add(List.of());
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public List<Recorded> next(Duration patience) throws IOException, InterruptedException {
        List<Recorded> events = new ArrayList<>();
        List<Recorded> first = batches.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        String why = broken;
        if (why != null) {
            throw new IOException(why);
        }
        if (first != null) {
            events.addAll(first);
        }
        return events;
    }

    @Override
    public void close() {
        closed = true;
    }
}
