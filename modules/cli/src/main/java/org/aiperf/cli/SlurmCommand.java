package org.aiperf.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aiperf.administration.SlurmDraft;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.cluster.Hardware;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.aiperf.slurm.conf.ConfSource;
import org.aiperf.slurm.conf.SlurmLint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "slurm", description = "Slurm's configuration files.")
final class SlurmCommand {
    private final Terminal terminal;

    SlurmCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "lint",
            mixinStandardHelpOptions = true,
            description = {
                "Says what is provably wrong with slurm.conf, gres.conf, cgroup.conf and topology.conf, of any version.",
                "Files that belong together are given together. Exit code 2 if anything is wrong."
            })
    int lint(
            @Parameters(arity = "1..*", paramLabel = "FILE", description = "Slurm's files.") List<Path> files,
            @Option(
                            names = "--cluster",
                            paramLabel = "CLUSTER.yaml",
                            description = "What the nodes are made of, to compare with what they claim.")
                    @Nullable
                    Path cluster)
            throws InvalidInputException {
        Problems unreadable = new Problems();
        List<ConfSource> sources = new ArrayList<>();
        files.stream()
                .distinct()
                .forEach(file -> ConfSource.read(file, unreadable).ifPresent(sources::add));
        Map<String, Hardware> facts = cluster == null
                ? Map.of()
                : ClusterFile.read(cluster, unreadable)
                        .map(SlurmDraft::hardware)
                        .orElse(Map.of());
        SlurmLint.Result result = SlurmLint.check(sources, facts);
        List<Problem> problems = new ArrayList<>(unreadable.list());
        problems.addAll(result.problems());
        problems.forEach(problem -> terminal.say(problem.toString()));
        result.skipped()
                .forEach(name -> terminal.say(name + ": not looked at; the files that can be checked are slurm.conf,"
                        + " gres.conf, cgroup.conf and topology.conf"));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("problems", problems);
        fields.put("skipped", result.skipped());
        int looked = sources.size() - result.skipped().size();
        terminal.result(
                fields,
                problems.isEmpty() ? (looked == 1 ? "1 file" : looked + " files") + ", and nothing wrong in it" : "");
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.BAD_INPUT;
    }
}
