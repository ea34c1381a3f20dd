package org.aiperf.slurm.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What of a slurm.conf can be changed without a restart of the daemons, and what cannot. */
public final class NodeList {
    private static final int MOST_NODES = 100_000;

    /** As the manual page of slurm.conf has it, with those that say where a daemon lives. */
    private static final Set<String> NEED_A_RESTART = Set.of(
            "accountingstoragehost",
            "accountingstorageport",
            "accountingstoragetype",
            "acctgatherenergytype",
            "authinfo",
            "authtype",
            "burstbuffertype",
            "clustername",
            "controladdr",
            "controlmachine",
            "credtype",
            "grestypes",
            "jobacctgathertype",
            "jobcomptype",
            "plugindir",
            "prioritytype",
            "proctracktype",
            "schedulertype",
            "selecttype",
            "selecttypeparameters",
            "slurmctldhost",
            "slurmctldpidfile",
            "slurmctldport",
            "slurmdpidfile",
            "slurmdport",
            "slurmdspooldir",
            "slurmduser",
            "slurmuser",
            "statesavelocation",
            "switchtype",
            "taskplugin",
            "topologyplugin",
            "treewidth");

    private NodeList() {}

    /** The nodes that a slurm.conf defines, in its order, those with State=FUTURE, too; at most 100,000 of a line. */
    public static List<String> all(String slurmConf) {
        return names(slurmConf, true);
    }

    /** Those that are to be there when the controller starts. */
    public static List<String> present(String slurmConf) {
        return names(slurmConf, false);
    }

    private static List<String> names(String slurmConf, boolean withFuture) {
        NodeRules rules = new NodeRules(new Findings(Set.of()));
        rules.check(statements(slurmConf));
        List<String> names = new ArrayList<>();
        for (NodeLine line : rules.lines()) {
            boolean isFuture = line.get("state")
                    .filter(state -> state.value().toUpperCase(Locale.ROOT).startsWith("FUTURE"))
                    .isPresent();
            if (line.names() != null && (withFuture || !isFuture)) {
                names.addAll(line.names().expand(MOST_NODES));
            }
        }
        return names;
    }

    /** The first key with a difference that daemons take up only when they start. */
    public static Optional<String> restartKey(String before, String after) {
        Map<String, String> old = values(before);
        Map<String, String> young = values(after);
        return NEED_A_RESTART.stream()
                .sorted()
                .filter(key -> !Objects.equals(old.get(key), young.get(key)))
                .findFirst()
                .map(key -> Section.SLURM.key(key).map(Section.Key::name).orElse(key));
    }

    private static Map<String, String> values(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        statements(text).stream()
                .filter(statement -> statement.section() == Section.SLURM)
                .forEach(statement -> values.merge(
                        statement.head().lowerKey(), statement.head().value(), (one, other) -> one + "," + other));
        return values;
    }

    private static List<Statement> statements(String text) {
        return new ConfParser(
                        new ConfSource("slurm.conf", text),
                        Section.SLURM,
                        new Findings(Set.of()),
                        (from, line, name) -> List.of())
                .parse();
    }
}
