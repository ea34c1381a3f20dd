package org.aiperf.slurm.conf;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aiperf.slurm.HostList;
import org.aiperf.slurm.HostSet;
import org.jspecify.annotations.Nullable;

/** What lines that name nodes must hold to: partitions, node sets and nodes that are down. */
final class PartitionRules {
    private static final Set<String> TRUE = Set.of("YES", "UP", "TRUE", "1");

    private final Findings findings;
    private final HostLists hosts;
    private final @Nullable HostSet nodes;
    private final Set<String> nodeSets = new HashSet<>();
    private final Map<String, Pair> partitions = new HashMap<>();
    private Map<String, Pair> defaults = new HashMap<>();
    private @Nullable Pair defaultPartition;

    /** @param nodes all nodes that there are; null where that is not known */
    PartitionRules(Findings findings, @Nullable HostSet nodes) {
        this.findings = findings;
        this.hosts = new HostLists(findings);
        this.nodes = nodes;
    }

    void check(List<Statement> statements) {
        statements.stream()
                .filter(statement -> statement.section() == Section.NODE_SET)
                .forEach(statement -> nodeSets.add(statement.head().value()));
        for (Statement statement : statements) {
            switch (statement.section()) {
                case PARTITION -> checkPartition(statement);
                case NODE_SET -> checkNodes(statement.values().get("nodes"));
                case DOWN_NODES -> checkNodes(statement.head());
                case FRONTEND -> checkFrontend(statement);
                default -> {}
            }
        }
    }

    private void checkPartition(Statement statement) {
        Pair head = statement.head();
        Map<String, Pair> own = statement.values();
        checkNodes(own.get("nodes"));
        if (statement.isDefault()) {
            defaults = NodeLine.merged(defaults, own);
            return;
        }
        Pair first = partitions.putIfAbsent(head.value(), head);
        if (first != null) {
            findings.add(
                    head,
                    "the partition '" + ValueType.shown(head.value()) + "' is defined already, on "
                            + first.placeSeenFrom(head),
                    "define each partition once");
            return;
        }
        Pair isDefault = NodeLine.merged(defaults, own).get("default");
        if (isDefault == null || !TRUE.contains(isDefault.value().toUpperCase(Locale.ROOT))) {
            return;
        }
        if (defaultPartition != null) {
            findings.add(
                    own.containsKey("default") ? isDefault : head,
                    "'" + ValueType.shown(head.value()) + "' is a second default partition, after '"
                            + ValueType.shown(defaultPartition.value()) + "' on "
                            + defaultPartition.placeSeenFrom(head),
                    "write Default=YES for one of them");
        } else {
            defaultPartition = head;
        }
    }

    private void checkNodes(@Nullable Pair pair) {
        if (pair == null || pair.value().equalsIgnoreCase("ALL") || pair.value().equals("(null)")) {
            return;
        }
        Optional<HostList> list = hosts.read(pair);
        if (list.isEmpty() || nodes == null) {
            return;
        }
        nodes.firstMissing(list.get())
                .filter(name -> !isSpecial(name))
                .or(() -> firstUnknown(list.get()))
                .ifPresent(name -> findings.add(
                        pair,
                        "no NodeName line defines '" + ValueType.shown(name) + "'",
                        "define it, or take it out of this list"));
    }

    /** Where the first missing name is a set, or ALL, there may be a wrong one after it. */
    private Optional<String> firstUnknown(HostList list) {
        HostSet known = nodes;
        if (known == null || known.firstMissing(list).isEmpty()) {
            return Optional.empty();
        }
        return list.expand(100_000).stream()
                .filter(name -> !isSpecial(name) && !known.contains(name))
                .findFirst();
    }

    private boolean isSpecial(String name) {
        return nodeSets.contains(name)
                || name.equalsIgnoreCase("ALL")
                || name.equalsIgnoreCase("DEFAULT")
                || name.startsWith("-")
                || name.startsWith("+");
    }

    private void checkFrontend(Statement statement) {
        if (statement.isDefault()) {
            return;
        }
        Optional<HostList> names = hosts.read(statement.head());
        Pair pair = statement.values().get("frontendaddr");
        Optional<HostList> addresses = pair == null ? Optional.empty() : hosts.read(pair);
        if (pair != null
                && names.isPresent()
                && addresses.isPresent()
                && names.get().count() != addresses.get().count()) {
            findings.add(
                    pair,
                    "has " + addresses.get().count() + " entries for "
                            + names.get().count() + " front ends",
                    "give each front end one");
        }
    }
}
