package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.sessions.Sessions;
import org.jspecify.annotations.Nullable;

/** Runs a plan on the embedded cluster to its end: watches it, keeps it, fetches it, writes the report. */
final class SearchRunner {
    private final Terminal terminal;
    private final SearchPlan plan;
    private final String planText;

    SearchRunner(Terminal terminal, SearchPlan plan, String planText) {
        this.terminal = terminal;
        this.plan = plan;
        this.planText = planText;
    }

    /** A window on the run; the run ends when it is closed. */
    interface Window {
        /** Returns once the window is closed. */
        void show(Sessions sessions, EmbeddedRun run);

        /** The program is going down: {@link #show} returns. May be called by any thread. */
        void abandon();
    }

    /**
     * Runs and prints the result.
     *
     * @param out an empty folder for everything, or null for this user's data folder
     * @param window shown on this thread while the run goes on, if present
     */
    int run(@Nullable Path out, Optional<Window> window) throws IOException, InterruptedException {
        Folders folders = Folders.ofThisMachine();
        Path database = out == null ? folders.sessions() : out.resolve("sessions.sqlite");
        RunProgress progress = new RunProgress(terminal, System::currentTimeMillis);
        RunResult result;
        try (Interruption interruption = new Interruption(terminal);
                Sessions sessions = Sessions.open(database, run -> run.score().score());
                EmbeddedRun live = EmbeddedRun.start(plan, planText, progress)) {
            interruption.stops(live, () -> window.ifPresent(Window::abandon));
            Path folder = out == null ? folders.data().resolve("runs").resolve(live.runId()) : out;
            Background<RunResult> work = Background.start(() -> toResult(sessions, live, progress, database, folder));
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

    private static RunResult toResult(
            Sessions sessions, EmbeddedRun live, RunProgress progress, Path database, Path folder)
            throws IOException, InterruptedException {
        SearchRun run = new Watch(live, sessions).toEnd(progress);
        live.fetch(folder.resolve("run"));
        Path report = folder.resolve("report.html");
        new ReportFiles().write(run, "en", report);
        return new RunResult(live.runId(), run, database, report);
    }
}
