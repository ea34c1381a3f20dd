package org.aiperf.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.aiperf.administration.Profile;
import org.aiperf.administration.SlurmDraft;
import org.aiperf.cluster.Cluster;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.slurm.generate.SlurmFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Says what is wrong with a cluster file, without connecting anywhere.",
            "Of a cluster whose hardware is in it, Slurm's files are made and checked, too."
        })
final class ClusterCheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "CLUSTER.yaml", description = "The cluster file.")
    private Path file = Path.of("cluster.yaml");

    ClusterCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException {
        Profile profile = Profile.read(file);
        Cluster cluster = profile.cluster();
        boolean isDescribed =
                cluster.slaves().stream().allMatch(node -> node.hardware().isPresent());
        if (isDescribed) {
            List<Problem> problems =
                    SlurmDraft.of(profile, false, SlurmFiles.ANY_RECENT).problems();
            if (!problems.isEmpty()) {
                return Cli.refused(problems, terminal);
            }
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("nodes", ClusterInput.nodes(cluster));
        fields.put("problems", List.of());
        fields.put("files", Map.of());
        int slaves = cluster.slaves().size();
        terminal.result(
                fields,
                cluster.name() + ": a master and " + (slaves == 1 ? "one slave" : slaves + " slaves")
                        + ", and nothing wrong"
                        + (isDescribed
                                ? ""
                                : "; nobody has said what all of its nodes are made of, so Slurm's files cannot be made"));
        return ExitCode.DONE;
    }
}
