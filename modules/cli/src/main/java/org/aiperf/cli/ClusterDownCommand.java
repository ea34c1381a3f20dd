package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.aiperf.onemachine.OneMachine;
import org.aiperf.onemachine.Sample;
import org.aiperf.problems.InvalidInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "down",
        description = "Ends what 'cluster up' started, with everything that runs on it. Keys, logs and results stay.")
final class ClusterDownCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "SAMPLE", description = Sample.NAME)
    private String sample = "";

    @Option(names = "--dir", paramLabel = "DIR", description = "As it was started with.")
    private @Nullable Path dir;

    ClusterDownCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException, IOException, InterruptedException {
        OneMachine machine = SampleCluster.named(sample, dir);
        machine.down();
        terminal.result(SampleCluster.fields(List.of(), List.of(), machine.files()), sample + " is down");
        return ExitCode.DONE;
    }
}
