package org.aiperf.slurm.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.aiperf.slurm.SlurmAnswerException;

/**
 * Nodes as JSON: {@code sinfo --json} lists them up to 22.05, {@code scontrol show nodes --json} from 23.02 on, when
 * {@code sinfo --json} began to list groups of equal ones.
 */
final class NodesJson {
    private NodesJson() {}

    static List<SlurmNode> read(String output) throws SlurmAnswerException {
        JsonNode object = Json.object(output);
        return object.has("sinfo") ? groups(Json.list(object, "sinfo")) : nodes(Json.list(object, "nodes"));
    }

    private static List<SlurmNode> nodes(JsonNode list) {
        List<SlurmNode> nodes = new ArrayList<>();
        for (JsonNode node : list) {
            List<String> states = new ArrayList<>(Json.words(node.path("state")));
            states.addAll(Json.words(node.path("state_flags")));
            String version = Json.text(node, "version");
            nodes.add(new SlurmNode(
                    Json.text(node, "name"),
                    Json.text(node, "address"),
                    NodesText.states(states),
                    (int) Json.number(node.path("cpus")),
                    Json.number(node.path("real_memory")),
                    Json.text(node, "gres"),
                    Json.text(node, "reason"),
                    version.isEmpty() ? Json.text(node, "slurmd_version") : version));
        }
        return nodes;
    }

    private static List<SlurmNode> groups(JsonNode list) {
        List<SlurmNode> nodes = new ArrayList<>();
        for (JsonNode group : list) {
            for (String name : Json.words(group.path("nodes").path("nodes"))) {
                boolean seen = nodes.stream().anyMatch(node -> node.name().equals(name));
                if (!seen) {
                    nodes.add(new SlurmNode(
                            name,
                            "",
                            NodesText.states(Json.words(group.path("node").path("state"))),
                            (int) Json.number(group.path("cpus").path("minimum")),
                            Json.number(group.path("memory").path("minimum")),
                            Json.text(group.path("gres"), "total"),
                            Json.text(group.path("reason"), "description"),
                            ""));
                }
            }
        }
        return nodes;
    }
}
