package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aiperf.problems.InvalidInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        description = {
            "Goes on with a run that was broken off, on the cluster inside this program or on one of yours.",
            "What was being trained goes on from its last kept state. A run that is over is only shown."
        })
final class ResumeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "RUN",
            description = "A session's name, number or run id; or CLUSTER.yaml:/folder/of/the/run.")
    private String run = "";

    @Option(names = "--out", paramLabel = "DIR", description = "The folder that the run was started with, if any.")
    private @Nullable Path out;

    ResumeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException, IOException, InterruptedException {
        Path folder = out == null ? null : out.toAbsolutePath().normalize();
        SearchRunner runner = switch (RunPlace.find(run, folder)) {
            case RunPlace.Meant.OnCluster place -> SearchRunner.resume(place.profile(), terminal, place.folder());
            case RunPlace.Meant.Embedded embedded -> SearchRunner.again(terminal, embedded.runId());
        };
        return runner.run(folder, Optional.empty());
    }
}
