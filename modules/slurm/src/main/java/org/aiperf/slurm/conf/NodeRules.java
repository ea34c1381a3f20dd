package org.aiperf.slurm.conf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aiperf.slurm.HostList;
import org.aiperf.slurm.HostSet;

/** What {@code NodeName} lines must hold to: names once, as many addresses as names, processors that multiply. */
final class NodeRules {
    private static final List<String> NOT_BY_DEFAULT = List.of("nodeaddr", "nodehostname", "bcastaddr");

    private final Findings findings;
    private final HostLists hosts;
    private final List<NodeLine> lines = new ArrayList<>();
    private final HostSet names = new HostSet();
    private Map<String, Pair> defaults = new HashMap<>();

    NodeRules(Findings findings) {
        this.findings = findings;
        this.hosts = new HostLists(findings);
    }

    void check(List<Statement> statements) {
        statements.stream()
                .filter(statement -> statement.section() == Section.NODE)
                .forEach(this::check);
    }

    /** The lines that define nodes. */
    List<NodeLine> lines() {
        return lines;
    }

    /** The nodes that are defined. */
    HostSet names() {
        return names;
    }

    private void check(Statement statement) {
        Map<String, Pair> own = statement.values();
        if (statement.isDefault()) {
            own.values().stream()
                    .filter(pair -> NOT_BY_DEFAULT.contains(pair.lowerKey()))
                    .forEach(pair -> findings.add(
                            pair, "is not allowed with NodeName=DEFAULT", "give it to the lines of the nodes"));
            defaults = NodeLine.merged(defaults, own);
            return;
        }
        Pair head = statement.head();
        if (head.value().equalsIgnoreCase("ALL")) {
            findings.add(head, "ALL is no name for a node: Slurm keeps it for all nodes", "name the nodes");
            return;
        }
        Optional<HostList> list = hosts.read(head);
        NodeLine line = new NodeLine(head, list.orElse(null), own, defaults);
        lines.add(line);
        list.flatMap(known -> names.add(known, lines.size() - 1))
                .ifPresent(repeated -> findings.add(
                        head,
                        "the node '" + repeated.name() + "' is defined "
                                + (repeated.owner() == lines.size() - 1
                                        ? "twice"
                                        : "already, on "
                                                + lines.get(repeated.owner())
                                                        .head()
                                                        .placeSeenFrom(head)),
                        "define each node once"));
        for (String key : List.of("nodeaddr", "nodehostname", "bcastaddr", "port")) {
            Optional.ofNullable(own.get(key)).ifPresent(pair -> checkCount(pair, list));
        }
        checkProcessors(line);
    }

    /** One for all of them, or one for each. */
    private void checkCount(Pair pair, Optional<HostList> names) {
        boolean isPort = pair.is("Port");
        boolean isBare = isPort && !pair.value().startsWith("[");
        String text = isBare ? "[" + pair.value() + "]" : pair.value();
        Optional<HostList> list = hosts.read(pair, text);
        if (list.isEmpty() || names.isEmpty()) {
            return;
        }
        long count = list.get().count();
        long expected = names.get().count();
        if (count != expected && count != 1) {
            findings.add(
                    pair,
                    "has " + count + " entries for " + expected + (expected == 1 ? " node" : " nodes"),
                    "give each node one, or all of them the same one");
        } else if (isPort && !list.get().expand(65_536).stream().allMatch(NodeRules::isPort)) {
            findings.add(pair, "'" + ValueType.shown(pair.value()) + "' is not a port", "write 1 to 65535");
        }
    }

    private static boolean isPort(String text) {
        return text.matches("\\d{1,9}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 0xffff;
    }

    /**
     * CPUs may be the sockets, the cores or the threads of a node. Without sockets Slurm takes as many as make the
     * CPUs come out. Sockets of older versions are those of one board, of newer ones all.
     */
    private void checkProcessors(NodeLine line) {
        Optional<Pair> pair = line.get("cpus", "procs");
        Optional<Long> cpus = line.number("cpus", "procs");
        if (pair.isEmpty() || cpus.isEmpty()) {
            return;
        }
        long boards = atLeastOne(line.number("boards"));
        long cores = atLeastOne(line.number("corespersocket"));
        long threads = atLeastOne(line.number("threadspercore"));
        Optional<Long> perBoard = line.number("socketsperboard");
        Optional<Long> sockets = line.number("sockets");
        if (perBoard.isEmpty() && sockets.isEmpty() && cpus.get() % (cores * threads) == 0) {
            return;
        }
        List<Long> totals = new ArrayList<>();
        if (perBoard.isPresent()) {
            totals.add(boards * atLeastOne(perBoard));
        } else if (sockets.isPresent()) {
            totals.add(atLeastOne(sockets));
            totals.add(boards * atLeastOne(sockets));
        } else {
            totals.add(boards);
        }
        boolean fits = totals.stream()
                .anyMatch(total -> cpus.get() == total.longValue()
                        || cpus.get() == total * cores
                        || cpus.get() == total * cores * threads);
        if (!fits) {
            long total = totals.getFirst();
            findings.add(
                    ofLine(line, pair.get()),
                    cpus.get() + " CPUs do not fit " + total + (total == 1 ? " socket" : " sockets") + " × " + cores
                            + " cores × " + threads + " threads of "
                            + ValueType.shown(line.head().value()),
                    "write CPUs=" + total * cores * threads + ", or mend the other factors");
        }
    }

    /** The pair itself if it stands on the line, else the head of the line that inherits it. */
    private static Pair ofLine(NodeLine line, Pair pair) {
        return line.own().containsValue(pair)
                ? pair
                : new Pair(line.head().source(), line.head().line(), pair.key(), pair.value());
    }

    private static long atLeastOne(Optional<Long> number) {
        return Math.clamp(number.orElse(1L), 1, 1_000_000);
    }
}
