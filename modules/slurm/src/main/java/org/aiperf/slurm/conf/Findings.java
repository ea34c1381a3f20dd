package org.aiperf.slurm.conf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.aiperf.problems.Problem;

/** Collects what is wrong, in files that were asked about; others are read for what they define only. */
final class Findings {
    private final Set<ConfSource> asked;
    private final List<Problem> found = new ArrayList<>();
    private final Set<Problem> seen = new HashSet<>();

    Findings(Set<ConfSource> asked) {
        this.asked = Set.copyOf(asked);
    }

    void add(Pair pair, String message, String fix) {
        add(pair.source(), pair.line(), pair.key(), message, fix);
    }

    void add(ConfSource source, int line, String key, String message, String fix) {
        Problem problem = new Problem(source.name(), line, key, message, fix);
        if (asked.contains(source) && seen.add(problem)) {
            found.add(problem);
        }
    }

    /** By file in the order given, then by line. */
    List<Problem> list(List<ConfSource> order) {
        List<String> names = order.stream().map(ConfSource::name).toList();
        return found.stream()
                .sorted(Comparator.comparingInt((Problem problem) -> names.indexOf(problem.file()))
                        .thenComparingInt(Problem::line))
                .toList();
    }
}
