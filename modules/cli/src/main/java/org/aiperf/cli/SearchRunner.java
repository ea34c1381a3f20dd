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

    /** What to do while a run goes on; closing the window, say, may ask it to stop. */
    interface Beside {
        void show(Sessions sessions, EmbeddedRun run) throws IOException;
    }

    /**
     * Runs and prints the result.
     *
     * @param out an empty folder for everything, or null for this user's data folder
     * @param beside shown on this thread while the run goes on, if present
     */
    int run(@Nullable Path out, Optional<Beside> beside) throws IOException, InterruptedException {
        Folders folders = Folders.ofThisMachine();
        Path database = out == null ? folders.sessions() : out.resolve("sessions.sqlite");
        RunProgress progress = new RunProgress(terminal, System::currentTimeMillis);
        RunResult result;
        try (Sessions sessions = Sessions.open(database, run -> run.score().score());
                EmbeddedRun live = EmbeddedRun.start(plan, planText, progress);
                Interruption _ = new Interruption(live, terminal)) {
            Path folder = out == null ? folders.data().resolve("runs").resolve(live.runId()) : out;
            SearchRun run = beside.isPresent()
                    ? watchBeside(beside.get(), sessions, live, progress)
                    : new Watch(live, sessions).toEnd(progress);
            live.fetch(folder.resolve("run"));
            Path report = folder.resolve("report.html");
            new ReportFiles().write(run, "en", report);
            result = new RunResult(live.runId(), run, database, report);
            terminal.result(result.fields(), result.text());
        }
        return result.exitCode();
    }

    private static SearchRun watchBeside(Beside beside, Sessions sessions, EmbeddedRun live, RunProgress progress)
            throws IOException, InterruptedException {
        BackgroundWatch watch = BackgroundWatch.start(new Watch(live, sessions), progress);
        beside.show(sessions, live);
        live.requestStop("the window was closed");
        return watch.result();
    }
}
