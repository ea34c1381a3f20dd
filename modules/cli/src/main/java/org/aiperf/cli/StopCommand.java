package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "stop",
        description = "Ends a run on a cluster in order, from this or another computer, and shows what it came to.")
final class StopCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "RUN",
            description = "A session's name, number or run id; or CLUSTER.yaml:/folder/of/the/run.")
    private String run = "";

    @Option(names = "--out", paramLabel = "DIR", description = "A folder for session, report and run.")
    private @Nullable Path out;

    StopCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException, IOException, InterruptedException {
        Path folder = out == null ? null : out.toAbsolutePath().normalize();
        return switch (RunPlace.find(run, folder)) {
            case RunPlace.Meant.OnCluster place ->
                SearchRunner.stop(place.profile(), terminal, place.folder()).run(folder, Optional.empty());
            case RunPlace.Meant.Embedded _ ->
                throw new InvalidInputException(Problem.of(
                        run, "runs on the cluster inside the program that started it", "press Ctrl-C there"));
        };
    }
}
