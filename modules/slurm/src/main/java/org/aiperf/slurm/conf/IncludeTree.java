package org.aiperf.slurm.conf;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aiperf.problems.Problems;

/**
 * Puts included files in their place. An included file is one of those given, or lies beside the file that begins the
 * chain; others are not looked for, and the file that includes them is then not whole.
 */
final class IncludeTree {
    private static final int DEEPEST = 30;
    private static final int MOST_READ = 1000;

    private final List<ConfSource> given;
    private final Findings findings;
    private final Map<Path, ConfSource> read = new HashMap<>();
    private final Set<ConfSource> included = new HashSet<>();
    private final Deque<ConfSource> open = new ArrayDeque<>();
    private boolean isWhole = true;
    private int reads;

    IncludeTree(List<ConfSource> given, Findings findings) {
        this.given = given;
        this.findings = findings;
    }

    /**
     * @param statements of the file and all that it includes, in the order that Slurm reads them
     * @param isWhole whether every included file was there
     */
    record Whole(ConfSource root, Section kind, List<Statement> statements, boolean isWhole) {}

    Whole parse(ConfSource root, Section kind) {
        isWhole = true;
        reads = 0;
        return new Whole(root, kind, parse(root, root, kind), isWhole);
    }

    /** Whether a file that was parsed includes this one. */
    boolean isIncluded(ConfSource source) {
        return included.contains(source);
    }

    /** Whether one of the given files names this one in an Include line. */
    static Set<ConfSource> named(List<ConfSource> given) {
        Set<ConfSource> named = new HashSet<>();
        Findings nothing = new Findings(Set.of());
        for (ConfSource source : given) {
            IncludeTree tree = new IncludeTree(given, nothing);
            new ConfParser(source, Section.SLURM, nothing, (from, line, name) -> {
                        tree.resolve(source, name)
                                .filter(other -> !other.equals(source))
                                .ifPresent(named::add);
                        return List.of();
                    })
                    .parse();
        }
        return named;
    }

    private List<Statement> parse(ConfSource root, ConfSource source, Section kind) {
        open.push(source);
        List<Statement> statements = new ConfParser(source, kind, findings, (from, line, name) -> {
                    Optional<ConfSource> target = resolve(root, name);
                    if (target.isEmpty() || reads++ > MOST_READ) {
                        isWhole = false;
                        return List.of();
                    }
                    if (open.contains(target.get()) || open.size() > DEEPEST) {
                        findings.add(from, line, "Include", loop(target.get()), "take one of these Include lines out");
                        return List.of();
                    }
                    included.add(target.get());
                    return parse(root, target.get(), kind);
                })
                .parse();
        open.pop();
        return statements;
    }

    private String loop(ConfSource target) {
        List<String> names = new ArrayList<>();
        for (ConfSource source : open) {
            names.addFirst(source.fileName());
            if (source.equals(target)) {
                break;
            }
        }
        names.add(target.fileName());
        return "includes a file that includes this one: " + String.join(" → ", names);
    }

    private Optional<ConfSource> resolve(ConfSource root, String name) {
        String clear = name.contains("%c") ? name.replace("%c", clusterName(root)) : name;
        Path path;
        try {
            path = root.path().toAbsolutePath().resolveSibling(clear).normalize();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        Optional<ConfSource> exact = given.stream()
                .filter(source -> source.path().toAbsolutePath().normalize().equals(path))
                .findFirst();
        return exact.or(() -> clear.startsWith("/") ? byFileName(path) : beside(path));
    }

    /** Files of another machine's folder, copied here. */
    private Optional<ConfSource> byFileName(Path path) {
        List<ConfSource> same = given.stream()
                .filter(source -> path.endsWith(source.fileName()))
                .toList();
        return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
    }

    private Optional<ConfSource> beside(Path path) {
        if (read.containsKey(path)) {
            return Optional.ofNullable(read.get(path));
        }
        Optional<ConfSource> source =
                Files.isRegularFile(path) ? ConfSource.read(path, new Problems()) : Optional.empty();
        source.ifPresent(known -> read.put(path, known));
        return source;
    }

    private static String clusterName(ConfSource root) {
        String[] name = {"%c"};
        Findings nothing = new Findings(Set.of());
        new ConfParser(root, Section.SLURM, nothing, (from, line, file) -> List.of())
                .parse().stream()
                        .filter(statement -> statement.begins("ClusterName"))
                        .findFirst()
                        .ifPresent(
                                statement -> name[0] = statement.head().value().toLowerCase(Locale.ROOT));
        return name[0];
    }
}
