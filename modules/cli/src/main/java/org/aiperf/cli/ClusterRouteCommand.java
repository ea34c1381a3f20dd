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
import org.aiperf.problems.NearMiss;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.aiperf.remote.ConnectionException;
import org.aiperf.remote.Connector;
import org.aiperf.remote.Decision;
import org.aiperf.remote.Questions;
import org.aiperf.remote.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "route",
        description = {
            "Says how each node would be reached, and which line of which file decided every value.",
            "Nothing is connected to. Exit code 1 if there is no way to a node."
        })
final class ClusterRouteCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "CLUSTER.yaml", description = "The cluster file.")
    private Path file = Path.of("cluster.yaml");

    @Parameters(index = "1..*", paramLabel = "NODE", description = "Nodes of it; all if none is named.")
    private List<String> names = List.of();

    ClusterRouteCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException {
        Cluster cluster = ClusterInput.read(file);
        requireKnown(cluster);
        Connector connector = Connector.forCluster(cluster, Questions.REFUSING);
        List<Map<String, Object>> nodes = new ArrayList<>();
        List<String> blocks = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            if (node.ssh().isEmpty() || (!names.isEmpty() && !names.contains(node.name()))) {
                continue;
            }
            try {
                Route route = connector.route(cluster, node);
                nodes.add(Map.of(
                        "name",
                        node.name(),
                        "decisions",
                        route.decisions().stream()
                                .map(ClusterRouteCommand::fields)
                                .toList()));
                blocks.add(text(node, route));
            } catch (ConnectionException e) {
                failures.add(e.getMessage());
            }
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("nodes", nodes);
        fields.put("problems", failures);
        blocks.addAll(failures);
        terminal.result(fields, String.join("\n", blocks));
        return failures.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void requireKnown(Cluster cluster) throws InvalidInputException {
        List<String> known = cluster.nodes().stream().map(Node::name).toList();
        Problems problems = new Problems();
        for (String name : names) {
            if (!known.contains(name)) {
                problems.add(Problem.of(file.toString(), "there is no node " + name, NearMiss.suggestion(name, known)));
            }
        }
        problems.throwIfAny();
    }

    private static Map<String, String> fields(Decision decision) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("host", decision.host());
        fields.put("keyword", decision.keyword());
        fields.put("value", decision.value());
        fields.put("by", decision.origin().toString());
        return fields;
    }

    private static String text(Node node, Route route) {
        StringBuilder text = new StringBuilder(node.name());
        String host = node.name();
        for (Decision decision : route.decisions()) {
            if (!decision.host().equals(host)) {
                host = decision.host();
                text.append("\n  ")
                        .append(host.equals(node.name()) ? "then " : "through ")
                        .append(host);
            }
            text.append(String.format(
                    Locale.ROOT, "%n    %-24s %-36s %s", decision.keyword(), decision.value(), decision.origin()));
        }
        return text.toString();
    }
}
