package org.aiperf.cli;

import java.io.IOException;
import java.util.Optional;
import org.aiperf.administration.Profile;
import org.aiperf.benchmark.SearchEvent.RunPredicted;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.cluster.Cluster;
import org.aiperf.launch.ClusterRun;
import org.aiperf.launch.LaunchProgress;
import org.aiperf.launch.Launcher;
import org.aiperf.remote.Connections;

/**
 * Runs on a cluster of the user's. Each is seen through connections that ask whoever sits at the terminal, and that end
 * when the run is looked at no more.
 */
final class ClusterRuns {
    private final Profile profile;
    private final Cluster cluster;
    private final Terminal terminal;

    ClusterRuns(Profile profile, Terminal terminal) {
        this.profile = profile;
        this.cluster = profile.cluster();
        this.terminal = terminal;
    }

    private interface Action {
        ClusterRun through(Connections connections) throws IOException, InterruptedException;
    }

    /** Starts a plan. */
    KeptRun start(SearchPlan plan, String planText, Optional<RunPredicted> prediction, LaunchProgress progress)
            throws IOException, InterruptedException {
        return connected(connections -> launcher(connections, progress).start(plan, planText, prediction));
    }

    /** Sees to it that a run has its master. */
    KeptRun resume(String folder, LaunchProgress progress) throws IOException, InterruptedException {
        return connected(connections -> launcher(connections, progress).resume(folder));
    }

    /** Watches a run, and leaves it alone. */
    KeptRun attach(String folder) throws IOException, InterruptedException {
        return connected(connections -> ClusterRun.find(cluster, connections, folder));
    }

    /** Asks a run to end, and watches it do so. */
    KeptRun stop(String folder) throws IOException, InterruptedException {
        return connected(connections -> {
            ClusterRun run = ClusterRun.find(cluster, connections, folder);
            run.requestStop("it was asked to stop");
            return run;
        });
    }

    private Launcher launcher(Connections connections, LaunchProgress progress) throws IOException {
        return new Launcher(cluster, StagedAgents.all(), progress, connections);
    }

    private KeptRun connected(Action action) throws IOException, InterruptedException {
        Connections connections = Connections.ofUser(cluster, TerminalQuestions.of(terminal));
        try {
            return new ClusterSideRun(action.through(connections).through(connections), profile, terminal);
        } catch (IOException | InterruptedException | RuntimeException e) {
            connections.close();
            throw e;
        }
    }
}
