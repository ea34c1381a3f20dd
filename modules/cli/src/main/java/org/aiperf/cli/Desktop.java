package org.aiperf.cli;

import java.io.IOException;
import java.util.Optional;
import org.aiperf.launch.LaunchProgress;
import org.aiperf.launch.LiveRun;
import org.aiperf.sessions.Sessions;

/** The workbench, as the commands see it. */
public interface Desktop {

    /** Whether a window can be shown. */
    boolean hasDisplay();

    /** Shows the window and returns when it was closed. */
    void open(Request request);

    /** The program is going down: {@link #open} returns without waiting for its window. May be called by any thread. */
    void abandon();

    /** Starts a demonstration run: long work that says how it goes and can be called off. */
    interface Demo {
        LiveRun start(LaunchProgress progress) throws IOException, InterruptedException;
    }

    /**
     * What the window is opened with.
     *
     * @param run to show at once, if any
     * @param demo what its button for a demonstration does
     */
    record Request(Sessions sessions, Optional<LiveRun> run, Demo demo, ReportFiles reports) {}
}
