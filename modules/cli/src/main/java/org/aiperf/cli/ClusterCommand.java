package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aiperf.onemachine.OneMachine;
import org.aiperf.onemachine.Sample;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "cluster", description = "Clusters: starts and ends one to learn with on this machine.")
final class ClusterCommand {
    private final Terminal terminal;

    ClusterCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "up",
            description = {
                "Starts real Slurm and SSH servers on this machine, as you and without root, and names the cluster file.",
                "What runs already is left as it is."
            })
    int up(
            @Parameters(paramLabel = "SAMPLE", description = Sample.NAME) String sample,
            @Option(names = "--dir", paramLabel = "DIR", description = "Where everything of it is kept.") @Nullable
                    Path dir)
            throws InvalidInputException, IOException, InterruptedException {
        requireKnown(sample);
        OneMachine machine = OneMachine.in(folder(dir));
        List<Problem> missing = OneMachine.missing();
        if (!missing.isEmpty()) {
            missing.forEach(problem -> terminal.say(problem.toString()));
            terminal.failure(fields(List.of(), missing, Map.of()));
            return ExitCode.FAILED;
        }
        List<OneMachine.Up> nodes = machine.up(Sample.read());
        StringBuilder text = new StringBuilder();
        nodes.forEach(node -> text.append(
                String.format("%-10s %-8s 127.0.0.1:%-6d %s%n", node.name(), node.role(), node.port(), node.state())));
        Path file = machine.files().getOrDefault("cluster", Path.of(""));
        text.append("\nrun on it:   aiperf run PLAN.yaml --cluster ").append(file);
        text.append("\nlook at it:  export SLURM_CONF=").append(machine.files().get("slurmConf"));
        text.append("\nend it:      aiperf cluster down ").append(sample);
        if (dir != null) {
            text.append(" --dir ").append(dir);
        }
        terminal.result(fields(nodes, List.of(), machine.files()), text.toString());
        return ExitCode.DONE;
    }

    @Command(name = "down", description = "Ends it, with everything that runs on it. Keys, logs and results stay.")
    int down(
            @Parameters(paramLabel = "SAMPLE", description = Sample.NAME) String sample,
            @Option(names = "--dir", paramLabel = "DIR", description = "As it was started with.") @Nullable Path dir)
            throws InvalidInputException, IOException, InterruptedException {
        requireKnown(sample);
        OneMachine machine = OneMachine.in(folder(dir));
        machine.down();
        terminal.result(fields(List.of(), List.of(), machine.files()), sample + " is down");
        return ExitCode.DONE;
    }

    private static Path folder(@Nullable Path dir) {
        return dir == null ? Folders.ofThisMachine().cache().resolve(Sample.NAME) : dir;
    }

    private static void requireKnown(String sample) throws InvalidInputException {
        Problems problems = new Problems();
        if (!sample.equals(Sample.NAME)) {
            problems.add(Problem.of(sample, "cannot be started here", "the one that can is " + Sample.NAME));
        }
        problems.throwIfAny();
    }

    private static Map<String, Object> fields(
            List<OneMachine.Up> nodes, List<Problem> problems, Map<String, Path> files) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("nodes", new ArrayList<>(nodes));
        fields.put("problems", problems);
        Map<String, String> paths = new TreeMap<>();
        files.forEach((name, path) -> paths.put(name, path.toString()));
        fields.put("files", paths);
        return fields;
    }
}
