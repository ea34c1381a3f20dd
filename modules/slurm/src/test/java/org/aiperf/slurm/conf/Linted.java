package org.aiperf.slurm.conf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aiperf.cluster.Hardware;
import org.aiperf.problems.Problem;

/** Files in memory and what is wrong with them. */
final class Linted {
    private final List<ConfSource> files = new ArrayList<>();

    static Linted slurm(String text) {
        return new Linted().with("slurm.conf", text);
    }

    static Linted file(String name, String text) {
        return new Linted().with(name, text);
    }

    Linted with(String name, String text) {
        files.add(new ConfSource(Path.of("/nowhere/etc").resolve(name), name, text));
        return this;
    }

    List<Problem> problems() {
        return problems(Map.of());
    }

    List<Problem> problems(Map<String, Hardware> facts) {
        return SlurmLint.check(files, facts).problems();
    }

    /** {@code file:line key}, one for each problem. */
    List<String> places() {
        return problems().stream()
                .map(problem -> problem.file() + ":" + problem.line() + " " + problem.key())
                .toList();
    }
}
