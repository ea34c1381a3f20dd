package org.aiperf.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.remote.ClusterProbe;
import org.aiperf.remote.ClusterProbe.Failed;
import org.aiperf.remote.ClusterProbe.Found;
import org.aiperf.remote.ClusterProbe.NotAsked;
import org.aiperf.remote.ClusterProbe.Outcome;
import org.aiperf.remote.ConnectionException;
import org.aiperf.remote.Connections;
import org.aiperf.remote.Connector;
import org.aiperf.remote.SharedFolderProof;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "probe",
        description = {
            "Connects to all nodes at once and says what they are and have; nothing stays on them.",
            "Exit code 1 if a node cannot be reached or does not see the shared folder."
        })
final class ProbeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "CLUSTER.yaml", description = "The cluster file.")
    private Path file = Path.of("cluster.yaml");

    ProbeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException, InterruptedException {
        Cluster cluster = ClusterInput.read(file);
        Connector connector = Connector.forCluster(cluster, TerminalQuestions.of(terminal));
        List<Outcome> outcomes;
        try (Connections connections = new Connections(connector, cluster)) {
            outcomes = ClusterProbe.of(
                    cluster, connections, new Counting(cluster.nodes().size())::tell);
        }
        List<Map<String, Object>> failures = new ArrayList<>();
        List<Map<String, Object>> nodes = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Outcome outcome : outcomes) {
            nodes.add(fields(outcome, failures));
            text.append(ProbedNode.text(outcome));
        }
        failures.forEach(failure -> text.append(failure.get("message")).append('\n'));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("nodes", nodes);
        fields.put("problems", failures);
        terminal.result(fields, text.toString().stripTrailing());
        return failures.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static Map<String, Object> fields(Outcome outcome, List<Map<String, Object>> failures) {
        Node node = outcome.node();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", node.name());
        fields.put("role", node.role().name().toLowerCase(Locale.ROOT));
        switch (outcome) {
            case Found(Node _, var facts, SharedFolderProof proof) -> {
                fields.put("reached", true);
                fields.put("sharedFolder", proof instanceof SharedFolderProof.Proved);
                fields.putAll(ProbedNode.fields(facts));
                if (proof instanceof SharedFolderProof.NotShared(String reason)) {
                    failures.add(problem(node, "shared folder", "", reason));
                }
            }
            case Failed(Node _, ConnectionException reason) -> {
                fields.put("reached", false);
                failures.add(problem(
                        node,
                        reason.stage().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        reason.hop().orElse(""),
                        reason.getMessage()));
            }
            case NotAsked _ -> fields.put("reached", false);
        }
        return fields;
    }

    private static Map<String, Object> problem(Node node, String stage, String hop, String message) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("node", node.name());
        problem.put("stage", stage);
        problem.put("hop", hop);
        problem.put("message", message);
        return problem;
    }

    /** A line of progress for each node. */
    private final class Counting {
        private final int all;
        private int done;

        Counting(int all) {
            this.all = all;
        }

        void tell(Outcome outcome) {
            done++;
            String what = switch (outcome) {
                case Found _ -> "probed";
                case Failed failed ->
                    "not reached: " + failed.reason().stage().name().toLowerCase(Locale.ROOT);
                case NotAsked _ -> "is reached by Slurm only";
            };
            terminal.say(done + " of " + all + ": " + outcome.node().name() + " " + what);
        }
    }
}
