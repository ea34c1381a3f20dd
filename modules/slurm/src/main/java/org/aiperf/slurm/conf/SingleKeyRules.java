package org.aiperf.slurm.conf;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keys that have a line to themselves stand once, but for a few. */
final class SingleKeyRules {
    private static final Set<Section> FILES =
            EnumSet.of(Section.SLURM, Section.GRES_FILE, Section.CGROUP, Section.TOPOLOGY);

    private final Findings findings;

    SingleKeyRules(Findings findings) {
        this.findings = findings;
    }

    void check(List<Statement> statements) {
        Map<String, Pair> first = new HashMap<>();
        for (Statement statement : statements) {
            Pair pair = statement.head();
            boolean isSingle = FILES.contains(statement.section())
                    && statement
                            .section()
                            .key(pair.key())
                            .filter(key -> key.type() != ValueType.REPEATED)
                            .isPresent();
            Pair earlier = isSingle ? first.putIfAbsent(pair.lowerKey(), pair) : null;
            if (earlier != null) {
                findings.add(
                        pair,
                        "is given again, after " + earlier.placeSeenFrom(pair)
                                + (earlier.value().equals(pair.value()) ? "" : "; Slurm takes the last one"),
                        "keep one of them");
            }
        }
    }

    /** The value of a key that stands alone; the last one counts. */
    static String valueOf(List<Statement> statements, String key) {
        return statements.stream()
                .filter(statement -> statement.begins(key))
                .reduce((earlier, later) -> later)
                .map(statement -> statement.head().value())
                .orElse("");
    }
}
