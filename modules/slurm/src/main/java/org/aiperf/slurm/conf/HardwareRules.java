package org.aiperf.slurm.conf;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.aiperf.cluster.Hardware;

/** What nodes may claim when it is known what they are made of. */
final class HardwareRules {
    private static final int MOST_NODES = 100_000;

    private final Findings findings;
    private final Map<String, Hardware> facts;

    /** @param facts by the name of a node */
    HardwareRules(Findings findings, Map<String, Hardware> facts) {
        this.findings = findings;
        this.facts = facts;
    }

    void check(List<NodeLine> lines) {
        for (NodeLine line : lines) {
            if (line.names() == null || facts.isEmpty()) {
                continue;
            }
            List<String> names = line.names().expand(MOST_NODES).stream()
                    .filter(facts::containsKey)
                    .toList();
            check(line, names, "realmemory", "MiB of memory", Hardware::memoryMebibytes);
            check(line, names, "cpus", "CPUs", Hardware::cpus);
        }
    }

    private interface Amount {
        long of(Hardware hardware);
    }

    private void check(NodeLine line, List<String> names, String key, String unit, Amount amount) {
        Optional<Pair> pair = line.get(key);
        Optional<Long> claimed = line.number(key);
        if (pair.isEmpty() || claimed.isEmpty()) {
            return;
        }
        for (String name : names) {
            long there = amount.of(Objects.requireNonNull(facts.get(name)));
            if (claimed.get() > there) {
                findings.add(
                        line.own().containsKey(key)
                                ? pair.get()
                                : new Pair(
                                        line.head().source(),
                                        line.head().line(),
                                        pair.get().key(),
                                        ""),
                        "claims " + claimed.get() + ", but the node '" + name + "' has " + there + " " + unit,
                        "write at most " + there + ", or Slurm drains the node");
                return;
            }
        }
    }
}
