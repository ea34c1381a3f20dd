package org.aiperf.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aiperf.app.services.ClusterServices;
import org.aiperf.app.services.RecordedRun;
import org.aiperf.app.services.RecordedRuns;
import org.aiperf.app.services.WorkbenchServices;
import org.aiperf.cli.Desktop;
import org.aiperf.remote.config.LocalUser;
import org.aiperf.runs.Recorded;
import org.aiperf.sessions.Session;
import org.aiperf.sessions.Sessions;

/** The workbench on the display of this computer. */
final class WorkbenchDesktop implements Desktop {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean isEnding = new AtomicBoolean();

    @Override
    public boolean hasDisplay() {
        boolean ownsDisplay =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).matches("(windows|mac).*");
        return ownsDisplay || !System.getenv().getOrDefault("DISPLAY", "").isEmpty();
    }

    @Override
    public void open(Request request) {
        try (KeptRuns runs = new KeptRuns(request.demo(), request.clusters(), request.sessions())) {
            ClusterServices clusters = new ClusterServices(
                    request.clusters().known(), LocalUser.current(), request.clusters()::agents, runs::keep);
            WorkbenchServices services = new WorkbenchServices(
                    new Kept(request.sessions()),
                    request.run().orElse(null),
                    runs::startDemo,
                    (run, language, folder) -> {
                        String name = run.plan().name().replace(' ', '-');
                        Path file = folder.resolve("report-" + name + ".html");
                        request.reports().write(run, language.code(), file);
                        return file;
                    },
                    clusters);
            Workbench.open(services, closed);
            // A program that is going down takes the toolkit with it; asked to stop then, the toolkit never answers.
            if (!isEnding.get()) {
                Workbench.leave();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void abandon() {
        isEnding.set(true);
        closed.countDown();
    }

    private record Kept(Sessions sessions) implements RecordedRuns {
        @Override
        public List<RecordedRun> list() throws IOException {
            return sessions.list().stream().map(Kept::row).toList();
        }

        private static RecordedRun row(Session session) {
            return new RecordedRun(
                    session.id(),
                    session.runId(),
                    session.name(),
                    session.cluster(),
                    session.startedAtMillis(),
                    session.state() == Session.State.ENDED,
                    session.trials(),
                    session.score());
        }

        @Override
        public List<Recorded> events(long id) throws IOException {
            return sessions.events(id);
        }
    }
}
