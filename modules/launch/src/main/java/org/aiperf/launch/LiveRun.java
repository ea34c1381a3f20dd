package org.aiperf.launch;

import java.io.IOException;
import org.aiperf.runs.EventFeed;

/** A run on a cluster, seen from here. Closing it only looks away: the run goes on. */
public interface LiveRun extends AutoCloseable {
    String runId();

    /** The plan's name for the run. */
    String name();

    /** The cluster it runs on. */
    String clusterName();

    /** A feed of its own for each watcher. */
    EventFeed follow() throws IOException;

    /** Asks the run to end; it does so by itself soon after, and its events say so. */
    void requestStop(String reason) throws IOException;

    @Override
    void close();
}
