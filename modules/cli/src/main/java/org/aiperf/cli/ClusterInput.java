package org.aiperf.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.cluster.Node;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;

/** A cluster as its file and as JSON have it. */
final class ClusterInput {
    private ClusterInput() {}

    /** @throws InvalidInputException with every problem of the file */
    static Cluster read(Path file) throws InvalidInputException {
        Problems problems = new Problems();
        Optional<Cluster> cluster = ClusterFile.read(file, problems);
        problems.throwIfAny();
        return cluster.orElseThrow();
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
