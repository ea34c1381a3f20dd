package org.aiperf.slurm.conf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aiperf.slurm.HostList;
import org.aiperf.slurm.HostSet;
import org.jspecify.annotations.Nullable;

/** What topology.conf must hold to: switches named once, above nodes or above switches, and no circle. */
final class TopologyRules {
    private static final int MOST_CHILDREN = 100_000;

    private final Findings findings;
    private final HostLists hosts;
    private final @Nullable HostSet nodes;
    private final Map<String, Pair> names = new LinkedHashMap<>();
    private final Map<String, List<String>> children = new HashMap<>();

    /** @param nodes all nodes that there are; null where that is not known */
    TopologyRules(Findings findings, @Nullable HostSet nodes) {
        this.findings = findings;
        this.hosts = new HostLists(findings);
        this.nodes = nodes;
    }

    void check(List<Statement> statements, boolean isWhole) {
        List<Pair> lists = new ArrayList<>();
        for (Statement statement : statements) {
            if (statement.section() == Section.TOPOLOGY) {
                continue;
            }
            Pair head = statement.head();
            String what = head.is("SwitchName") ? "switch" : head.is("BlockName") ? "block" : "ring";
            Pair first = names.putIfAbsent(what + " " + head.value(), head);
            if (first != null) {
                findings.add(
                        head,
                        "the " + what + " '" + ValueType.shown(head.value()) + "' is defined already, on "
                                + first.placeSeenFrom(head),
                        "define each " + what + " once");
            }
            Map<String, Pair> values = statement.values();
            Pair nodeList = values.get("nodes");
            Pair switchList = values.get("switches");
            if (nodeList != null && switchList != null) {
                findings.add(switchList, "stands beside Nodes", "put nodes below switches of their own");
            }
            checkNodes(nodeList);
            if (switchList != null) {
                hosts.read(switchList).ifPresent(list -> {
                    children.put(head.value(), list.expand(MOST_CHILDREN));
                    lists.add(switchList);
                });
            }
        }
        if (isWhole) {
            lists.forEach(this::checkChildren);
            checkCircles();
        }
    }

    private void checkNodes(@Nullable Pair pair) {
        Optional<HostList> list = pair == null ? Optional.empty() : hosts.read(pair);
        if (pair != null && nodes != null && list.isPresent() && !pair.value().equalsIgnoreCase("ALL")) {
            nodes.firstMissing(list.get())
                    .ifPresent(name -> findings.add(
                            pair,
                            "slurm.conf defines no node '" + ValueType.shown(name) + "'",
                            "define it there, or take it out here"));
        }
    }

    private void checkChildren(Pair pair) {
        hosts.read(pair)
                .ifPresent(list -> list.expand(MOST_CHILDREN).stream()
                        .filter(child -> !names.containsKey("switch " + child))
                        .findFirst()
                        .ifPresent(child -> findings.add(
                                pair,
                                "there is no switch '" + ValueType.shown(child) + "'",
                                "add a SwitchName line for it, or take it out")));
    }

    /** Walks up from every switch without recursion; a switch that is above itself is in a circle. */
    private void checkCircles() {
        Map<String, String> parent = new HashMap<>();
        children.forEach((name, below) -> below.forEach(child -> parent.put(child, name)));
        Set<String> safe = new HashSet<>();
        for (String start : children.keySet()) {
            Set<String> path = new HashSet<>();
            String at = start;
            while (at != null && !safe.contains(at) && path.add(at)) {
                at = parent.get(at);
            }
            Pair pair = names.get("switch " + at);
            if (at != null && !safe.contains(at) && pair != null) {
                findings.add(
                        pair,
                        "the switch '" + ValueType.shown(at) + "' is above itself",
                        "take one of the Switches out");
            }
            safe.addAll(path);
        }
    }
}
