package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.aiperf.administration.Profile;
import org.aiperf.benchmark.SearchEvent.RunPredicted;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.launch.LaunchProgress;
import org.aiperf.sessions.Sessions;
import org.jspecify.annotations.Nullable;

/** Brings a run to its end: watches it, keeps it, fetches it, writes the report. */
final class SearchRunner {
    private final Terminal terminal;
    private final Start start;

    private SearchRunner(Terminal terminal, Start start) {
        this.terminal = terminal;
        this.start = start;
    }

    /** How the run comes to be. */
    private interface Start {
        KeptRun run(LaunchProgress progress) throws IOException, InterruptedException;
    }

    /** Runs a plan from its start. */
    static SearchRunner of(Terminal terminal, SearchPlan plan, String planText, Optional<RunPredicted> prediction) {
        return new SearchRunner(terminal, progress -> EmbeddedRun.start(plan, planText, prediction, progress));
    }

    /** Goes on with a run that was broken off. */
    static SearchRunner again(Terminal terminal, String runId) {
        return new SearchRunner(terminal, progress -> EmbeddedRun.resume(runId, progress));
    }

    /** Starts a plan on a cluster of the user's. */
    static SearchRunner on(
            Profile profile, Terminal terminal, SearchPlan plan, String planText, Optional<RunPredicted> prediction) {
        ClusterRuns runs = new ClusterRuns(profile, terminal);
        return new SearchRunner(terminal, progress -> runs.start(plan, planText, prediction, progress));
    }

    /** Sees to it that a run on a cluster has its master. */
    static SearchRunner resume(Profile profile, Terminal terminal, String folder) {
        ClusterRuns runs = new ClusterRuns(profile, terminal);
        return new SearchRunner(terminal, progress -> runs.resume(folder, progress));
    }

    /** Watches a run on a cluster, and leaves it alone. */
    static SearchRunner attach(Profile profile, Terminal terminal, String folder) {
        ClusterRuns runs = new ClusterRuns(profile, terminal);
        return new SearchRunner(terminal, _ -> runs.attach(folder));
    }

    /** Asks a run on a cluster to end, and watches it do so. */
    static SearchRunner stop(Profile profile, Terminal terminal, String folder) {
        ClusterRuns runs = new ClusterRuns(profile, terminal);
        return new SearchRunner(terminal, _ -> runs.stop(folder));
    }

    /** A window on the run; the run ends when it is closed. */
    interface Window {
        /** Returns once the window is closed. */
        void show(Sessions sessions, KeptRun run);

        /** The program is going down: {@link #show} returns. May be called by any thread. */
        void abandon();
    }

    /**
     * Runs and prints the result.
     *
     * @param out a folder for everything, or null for this user's data folder
     * @param window shown on this thread while the run goes on, if present
     */
    int run(@Nullable Path out, Optional<Window> window) throws IOException, InterruptedException {
        Folders folders = Folders.ofThisMachine();
        Path database = out == null ? folders.sessions() : out.resolve("sessions.sqlite");
        RunProgress progress = new RunProgress(terminal, System::currentTimeMillis);
        RunResult result;
        try (Interruption interruption = new Interruption(terminal);
                OpeningSessions opening = OpeningSessions.begin(database, progress);
                KeptRun live = started(opening)) {
            Sessions sessions = opening.sessions();
            interruption.concerns(live, () -> window.ifPresent(Window::abandon));
            Path folder = folders.ofRun(out, live.runId());
            live.remember(folder);
            Background<RunResult> work = Background.start(
                    () -> toResult(sessions, live, new Waiting(live, terminal).andThen(progress), database, folder));
            if (window.isPresent()) {
                window.get().show(sessions, live);
                if (!work.isDone()) {
                    live.requestStop("the window was closed");
                }
            }
            result = work.result();
            terminal.result(result.fields(), result.text());
        }
        return result.exitCode();
    }

    private KeptRun started(OpeningSessions opening) throws IOException, InterruptedException {
        try {
            return start.run(opening);
        } catch (CancellationException e) {
            opening.sessions();
            throw e;
        }
    }

    private static RunResult toResult(
            Sessions sessions, KeptRun live, Consumer<SearchRun> progress, Path database, Path folder)
            throws IOException, InterruptedException {
        SearchRun run = new Watch(live, sessions).toEnd(progress);
        live.awaitRelease();
        live.fetch(folder.resolve("run"));
        Path report = folder.resolve("report.html");
        new ReportFiles().write(run, "en", report);
        return new RunResult(live.runId(), run, database, report);
    }
}
