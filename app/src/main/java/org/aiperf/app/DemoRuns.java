package org.aiperf.app;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aiperf.cli.Desktop;
import org.aiperf.launch.LaunchProgress;
import org.aiperf.launch.LiveRun;
import org.aiperf.sessions.Sessions;

/** The runs that were started in the window: each is kept as a session, and ends with the window. */
final class DemoRuns implements AutoCloseable {
    private final Desktop.Demo demo;
    private final Sessions sessions;
    private final List<SessionKeeper> started = new CopyOnWriteArrayList<>();

    DemoRuns(Desktop.Demo demo, Sessions sessions) {
        this.demo = demo;
        this.sessions = sessions;
    }

    LiveRun start(LaunchProgress progress) throws IOException, InterruptedException {
        LiveRun run = demo.start(progress);
        started.add(SessionKeeper.start(run, sessions));
        return run;
    }

    @Override
    public void close() {
        started.forEach(SessionKeeper::close);
    }
}
