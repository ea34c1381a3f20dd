package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.aiperf.onemachine.OneMachine;
import org.aiperf.onemachine.Sample;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "up",
        description = {
            "Starts real Slurm and SSH servers on this machine, as you and without root, and names the cluster file.",
            "What runs already is left as it is."
        })
final class ClusterUpCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "SAMPLE", description = Sample.NAME)
    private String sample = "";

    @Option(names = "--dir", paramLabel = "DIR", description = "Where everything of it is kept.")
    private @Nullable Path dir;

    ClusterUpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException, IOException, InterruptedException {
        OneMachine machine = SampleCluster.named(sample, dir);
        List<Problem> missing = OneMachine.missing();
        if (!missing.isEmpty()) {
            missing.forEach(problem -> terminal.say(problem.toString()));
            terminal.failure(SampleCluster.fields(List.of(), missing, Map.of()));
            return ExitCode.FAILED;
        }
        List<OneMachine.Up> nodes = machine.up(Sample.read());
        StringBuilder text = new StringBuilder();
        nodes.forEach(node -> text.append(
                String.format("%-10s %-8s 127.0.0.1:%-6d %s%n", node.name(), node.role(), node.port(), node.state())));
        text.append("\nrun on it:   aiperf run PLAN.yaml --cluster ")
                .append(machine.files().get("cluster"));
        text.append("\nlook at it:  export SLURM_CONF=").append(machine.files().get("slurmConf"));
        text.append("\nend it:      aiperf cluster down ").append(sample);
        if (dir != null) {
            text.append(" --dir ").append(dir);
        }
        terminal.result(SampleCluster.fields(nodes, List.of(), machine.files()), text.toString());
        return ExitCode.DONE;
    }
}
