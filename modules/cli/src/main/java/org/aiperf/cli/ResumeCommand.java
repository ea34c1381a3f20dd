package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.sessions.Session;
import org.aiperf.sessions.Sessions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        description = {
            "Goes on with a run that was broken off, on the cluster inside this program.",
            "What was being trained goes on from its last finished epoch. A run that is over is only shown."
        })
final class ResumeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RUN", description = "Its run id, or the name or number of its session.")
    private String run = "";

    @Option(names = "--out", paramLabel = "DIR", description = "The folder that the run was started with, if any.")
    private @Nullable Path out;

    ResumeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException, IOException, InterruptedException {
        Path folder = out == null ? null : out.toAbsolutePath().normalize();
        Path database = folder == null ? Folders.ofThisMachine().sessions() : folder.resolve("sessions.sqlite");
        Optional<Session> session = Optional.empty();
        if (Files.exists(database)) {
            try (Sessions sessions =
                    Sessions.open(database, known -> known.score().score())) {
                session = sessions.find(run);
            }
        }
        if (session.isEmpty()) {
            throw new InvalidInputException(Problem.of(
                    run,
                    "is no run in " + database,
                    "see 'aiperf sessions list'; with --out, name the folder that the run was started with"));
        }
        return SearchRunner.again(terminal, session.get().runId()).run(folder, Optional.empty());
    }
}
