package org.aiperf.cli;

import java.io.IOException;
import java.util.Optional;
import org.aiperf.administration.KnownClusters;
import org.aiperf.administration.Profile;
import org.aiperf.launch.AgentBundles;
import org.aiperf.launch.ClusterRun;
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

    /** The clusters of this user, as the commands have them. */
    interface Clusters {
        KnownClusters known();

        /** The agents that this installation can deploy. */
        AgentBundles agents() throws IOException;

        /** Notes where a run on a cluster is, for commands that come later. */
        void remember(ClusterRun run, Profile profile) throws IOException;
    }

    /**
     * What the window is opened with.
     *
     * @param run to show at once, if any
     * @param demo what its button for a demonstration does
     */
    record Request(Sessions sessions, Optional<LiveRun> run, Demo demo, Clusters clusters, ReportFiles reports) {}
}
