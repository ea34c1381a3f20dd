package org.aiperf.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.cluster.Node;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.aiperf.slurm.SlurmVersion;
import org.aiperf.slurm.conf.ConfSource;
import org.aiperf.slurm.conf.SlurmLint;
import org.aiperf.slurm.generate.SlurmFiles;
import org.aiperf.slurm.generate.SlurmLayout;

/** A cluster file, and what is made of it. */
final class ClusterInput {
    private ClusterInput() {}

    /** @throws InvalidInputException with everything that is wrong with the file */
    static Cluster read(Path file) throws InvalidInputException {
        Problems problems = new Problems();
        Cluster cluster = ClusterFile.read(file, problems).orElse(null);
        problems.throwIfAny();
        if (cluster == null) {
            throw new IllegalStateException("a cluster file that cannot be read, and nothing said of it");
        }
        return cluster;
    }

    /** Slurm's files for it; refuses a cluster that cannot be described. */
    static Map<String, String> slurmFiles(Cluster cluster, Path file, boolean parity, SlurmVersion version)
            throws InvalidInputException {
        Problems problems = new Problems();
        Map<String, String> files = parity
                ? SlurmFiles.ofParity(cluster, file.toString(), problems)
                : SlurmFiles.of(cluster, SlurmLayout.PACKAGED, version, file.toString(), problems);
        problems.throwIfAny();
        return files;
    }

    /** What our own linter says of files that are not written yet. */
    static List<Problem> lint(Map<String, String> files, Cluster cluster) {
        List<ConfSource> sources = files.entrySet().stream()
                .map(file -> new ConfSource(file.getKey(), file.getValue()))
                .toList();
        return SlurmLint.check(sources, SlurmCommand.facts(cluster)).problems();
    }

    /** The nodes as JSON has them. */
    static List<Map<String, Object>> nodes(Cluster cluster) {
        List<Map<String, Object>> nodes = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", node.name());
            fields.put("role", node.role().name().toLowerCase(Locale.ROOT));
            fields.put("address", node.clusterAddress());
            node.hardware().ifPresent(hardware -> {
                fields.put("cpus", hardware.cpus());
                fields.put("memoryMebibytes", hardware.memoryMebibytes());
            });
            fields.put("accelerators", node.accelerators().size());
            nodes.add(fields);
        }
        return nodes;
    }
}
