package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.aiperf.administration.Profile;
import org.aiperf.administration.SlurmDraft;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.slurm.SlurmVersion;
import org.aiperf.slurm.generate.SlurmFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "slurm",
        description = {
            "Makes slurm.conf, gres.conf, cgroup.conf and topology.conf of a cluster file,",
            "with every node's own CPUs, sockets, cores, threads, memory less a reserve, and devices."
        })
final class ClusterSlurmCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "CLUSTER.yaml", description = "The cluster file.")
    private Path file = Path.of("cluster.yaml");

    @Option(
            names = "--parity",
            description = "What the reference benchmark writes: fixed fields, the fewest CPUs for all, no devices.")
    private boolean parity;

    @Option(
            names = "--slurm-version",
            paramLabel = "VERSION",
            description = "Such as 22.05. Default: what suits 19.05 and later.")
    private @Nullable String version;

    @Option(names = "--out", paramLabel = "DIR", description = "Writes them there: a new or an empty folder.")
    private @Nullable Path out;

    ClusterSlurmCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException, IOException {
        SlurmVersion known = version == null
                ? SlurmFiles.ANY_RECENT
                : SlurmVersion.parse(version)
                        .orElseThrow(() -> new InvalidInputException(Problem.of(
                                "--slurm-version", "'" + version + "' is not a version", "write it as in 22.05")));
        Profile profile = Profile.read(file);
        SlurmDraft draft = SlurmDraft.of(profile, parity, known);
        Map<String, String> files = draft.files();
        List<Problem> problems = draft.problems();
        if (!problems.isEmpty()) {
            return Cli.refused(problems, terminal);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("nodes", ClusterInput.nodes(profile.cluster()));
        fields.put("problems", problems);
        fields.put("files", files);
        String text = files.entrySet().stream()
                .map(entry -> "# ----- " + entry.getKey() + "\n" + entry.getValue())
                .collect(Collectors.joining("\n"));
        if (out != null) {
            Path folder = Folders.emptyOut(out);
            for (Map.Entry<String, String> entry : files.entrySet()) {
                Files.writeString(folder.resolve(entry.getKey()), entry.getValue());
            }
            fields.put("out", folder.toString());
            text = "wrote " + String.join(", ", files.keySet()) + " to " + folder;
        }
        terminal.result(fields, text.stripTrailing());
        return ExitCode.DONE;
    }
}
