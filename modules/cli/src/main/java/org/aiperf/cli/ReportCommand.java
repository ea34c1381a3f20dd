package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aiperf.benchmark.Rules;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.NearMiss;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.aiperf.sessions.Session;
import org.aiperf.sessions.Sessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "report", description = "Writes the report of a session.")
final class ReportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "SESSION", description = "Its number, its name or its run.")
    private String session = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "html.")
    private String format = "html";

    @Option(names = "--lang", paramLabel = "LANG", description = "en (the default) or zh.")
    private String language = "en";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the report goes.")
    private Path out = Path.of(".");

    ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException, IOException {
        Problems problems = new Problems();
        refuseUnknown("--format", format, List.of("html"), problems);
        refuseUnknown("--lang", language, List.of("en", "zh"), problems);
        try (Sessions sessions = Sessions.open(
                Folders.ofThisMachine().sessions(), run -> run.score().score())) {
            Optional<Session> found = sessions.find(session);
            if (found.isEmpty()) {
                problems.add(Problem.of(session, "there is no such session", "see 'aiperf sessions list'"));
            }
            problems.throwIfAny();
            SearchRun run = SearchRun.of(sessions.events(found.orElseThrow().id()));
            Path file = out.toAbsolutePath().normalize().resolve("report.html");
            new ReportFiles().write(run, language, file);
            terminal.result(
                    Map.of("files", List.of(file.toString()), "rules", Rules.judge(run.plan(), run)), file.toString());
        }
        return ExitCode.DONE;
    }

    private static void refuseUnknown(String option, String value, List<String> known, Problems problems) {
        if (!known.contains(value)) {
            problems.add(Problem.of(option, "'" + value + "' is not supported", NearMiss.suggestion(value, known)));
        }
    }
}
