package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.aiperf.sessions.Sessions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = "Runs a short architecture search on a cluster inside this program: real SSH, real training.")
final class DemoCommand implements Callable<Integer> {
    private final Desktop desktop;
    private final Terminal terminal;

    @Option(names = "--headless", description = "Shows progress in the terminal, no window.")
    private boolean headless;

    @Option(names = "--seconds", paramLabel = "N", description = "How long the run lasts. Default: 180.")
    private int seconds = 180;

    @Option(names = "--out", paramLabel = "DIR", description = "A new or empty folder for session, report and run.")
    private @Nullable Path out;

    DemoCommand(Desktop desktop, Terminal terminal) {
        this.desktop = desktop;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException, IOException, InterruptedException {
        if (seconds < 10 || seconds > 86_400) {
            throw new InvalidInputException(
                    Problem.of("--seconds", "is " + seconds + ", out of range", "write 10 to 86400"));
        }
        Path folder = out == null ? null : Folders.emptyOut(out);
        String planText = plan(seconds);
        Problems problems = new Problems();
        SearchPlan plan = SearchPlan.parse("plan.yaml", planText, problems);
        problems.throwIfAny();
        SearchRunner runner = SearchRunner.of(terminal, plan, planText, Optional.empty());
        boolean showsWindow = !headless && desktop.hasDisplay();
        return runner.run(folder, showsWindow ? Optional.of(window()) : Optional.empty());
    }

    private SearchRunner.Window window() {
        return new SearchRunner.Window() {
            @Override
            public void show(Sessions sessions, KeptRun run) {
                desktop.open(new Desktop.Request(
                        sessions, Optional.of(run), Workbench.demo(), new UserClusters(), new ReportFiles()));
            }

            @Override
            public void abandon() {
                desktop.abandon();
            }
        };
    }

    static String plan(int seconds) {
        return SearchPlan.DEMO + "seconds: " + seconds + "\n";
    }
}
