package org.aiperf.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;

/** A cluster as JSON has it. */
final class ClusterInput {
    private ClusterInput() {}

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
