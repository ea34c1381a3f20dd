package org.aiperf.app;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aiperf.administration.Profile;
import org.aiperf.cli.Desktop;
import org.aiperf.launch.ClusterRun;
import org.aiperf.launch.LaunchProgress;
import org.aiperf.launch.LiveRun;
import org.aiperf.sessions.Sessions;

/** The runs that the window started or watches: each is kept as a session. Demonstrations end with the window, the others go on. */
final class KeptRuns implements AutoCloseable {
    private final Desktop.Demo demo;
    private final Desktop.Clusters clusters;
    private final Sessions sessions;
    private final List<SessionKeeper> started = new CopyOnWriteArrayList<>();

    KeptRuns(Desktop.Demo demo, Desktop.Clusters clusters, Sessions sessions) {
        this.demo = demo;
        this.clusters = clusters;
        this.sessions = sessions;
    }

    LiveRun startDemo(LaunchProgress progress) throws IOException, InterruptedException {
        LiveRun run = demo.start(progress);
        started.add(SessionKeeper.start(run, sessions, false));
        return run;
    }

    /** A run on a cluster of the user's. */
    void keep(ClusterRun run, Profile profile) throws IOException {
        started.add(SessionKeeper.start(run, sessions, true));
        clusters.remember(run, profile);
    }

    @Override
    public void close() {
        started.forEach(SessionKeeper::close);
    }
}
