package org.aiperf.runs;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Where a watcher gets the events of a run from: a live run followed over SSH, a session in the database, a file. Every
 * event comes once and in order, from the first. One watcher, one feed; a feed is used by one thread.
 */
public interface EventFeed extends AutoCloseable {

    /**
     * The events since the last call, waiting for the first of them up to {@code patience}; none if none came.
     *
     * @throws IOException if the feed broke and will not mend by itself; the message says what to do
     */
    List<Recorded> next(Duration patience) throws IOException, InterruptedException;

    @Override
    void close();
}
