package org.aiperf.slurm.conf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.aiperf.cluster.Hardware;
import org.aiperf.problems.Problem;
import org.aiperf.slurm.HostSet;
import org.jspecify.annotations.Nullable;

/**
 * Says what is provably wrong with slurm.conf, gres.conf, cgroup.conf and topology.conf, of any version: nothing that
 * could be right in a file that was not given, and no advice.
 */
public final class SlurmLint {
    private final List<ConfSource> files;
    private final Map<String, Hardware> facts;
    private final Findings findings;
    private final IncludeTree tree;

    /**
     * @param problems in the order of the files and lines
     * @param skipped files of Slurm that are none of the four kinds, and were not looked at
     */
    public record Result(List<Problem> problems, List<String> skipped) {
        public Result {
            problems = List.copyOf(problems);
            skipped = List.copyOf(skipped);
        }
    }

    private SlurmLint(List<ConfSource> files, Map<String, Hardware> facts) {
        this.files = files;
        this.facts = facts;
        this.findings = new Findings(new HashSet<>(files));
        this.tree = new IncludeTree(files, findings);
    }

    /**
     * Checks files that belong together; those of different folders are different clusters.
     *
     * @param facts what nodes are made of, by name; empty where nobody looked
     */
    public static Result check(List<ConfSource> files, Map<String, Hardware> facts) {
        return new SlurmLint(files, facts).run();
    }

    private Result run() {
        List<String> skipped = new ArrayList<>();
        Map<ConfSource, Section> kinds = new LinkedHashMap<>();
        for (ConfSource file : files) {
            Optional<Section> kind = FileKind.of(file);
            kind.ifPresentOrElse(known -> kinds.put(file, known), () -> skipped.add(file.name()));
        }
        List<ConfSource> known = List.copyOf(kinds.keySet());
        Set<ConfSource> named = IncludeTree.named(known);
        List<IncludeTree.Whole> wholes = new ArrayList<>();
        List<ConfSource> roots = new ArrayList<>(
                known.stream().filter(file -> !named.contains(file)).toList());
        roots.addAll(known.stream().filter(named::contains).toList());
        for (ConfSource file : roots) {
            // A file that includes itself, or that only its own includes name, begins a chain after all.
            if (!tree.isIncluded(file)) {
                wholes.add(tree.parse(file, Objects.requireNonNull(kinds.get(file))));
            }
        }
        check(wholes);
        return new Result(findings.list(files), skipped);
    }

    private void check(List<IncludeTree.Whole> wholes) {
        wholes.forEach(whole -> new SingleKeyRules(findings).check(whole.statements()));
        Map<IncludeTree.Whole, GresFileRules> gres = new LinkedHashMap<>();
        for (IncludeTree.Whole whole : wholes) {
            if (whole.kind() == Section.GRES_FILE) {
                GresFileRules rules = new GresFileRules(findings);
                rules.check(whole.statements());
                gres.put(whole, rules);
            }
        }
        Map<IncludeTree.Whole, HostSet> nodes = new LinkedHashMap<>();
        for (IncludeTree.Whole whole : wholes) {
            if (whole.kind() == Section.SLURM) {
                GresFileRules file = gres.entrySet().stream()
                        .filter(entry -> entry.getKey().isWhole() && whole.equals(slurmOf(entry.getKey(), wholes)))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
                checkSlurm(whole, file).ifPresent(all -> nodes.put(whole, all));
            }
        }
        for (IncludeTree.Whole whole : wholes) {
            if (whole.kind() == Section.TOPOLOGY) {
                IncludeTree.Whole slurm = slurmOf(whole, wholes);
                new TopologyRules(findings, slurm == null ? null : nodes.get(slurm))
                        .check(whole.statements(), whole.isWhole());
            }
        }
    }

    /** The slurm.conf that another file belongs to: the only one, or the only one in its folder. */
    private static IncludeTree.@Nullable Whole slurmOf(IncludeTree.Whole other, List<IncludeTree.Whole> wholes) {
        List<IncludeTree.Whole> all =
                wholes.stream().filter(whole -> whole.kind() == Section.SLURM).toList();
        List<IncludeTree.Whole> beside = all.size() <= 1
                ? all
                : all.stream()
                        .filter(whole -> Objects.equals(
                                whole.root().path().toAbsolutePath().getParent(),
                                other.root().path().toAbsolutePath().getParent()))
                        .toList();
        return beside.size() == 1 ? beside.getFirst() : null;
    }

    /** All its nodes, if that is known. */
    private Optional<HostSet> checkSlurm(IncludeTree.Whole whole, @Nullable GresFileRules gresFile) {
        List<Statement> statements = whole.statements();
        NodeRules nodes = new NodeRules(findings);
        nodes.check(statements);
        // Nodes may come and go by themselves where there is a limit for them.
        boolean isStatic = SingleKeyRules.valueOf(statements, "MaxNodeCount").isEmpty();
        boolean allKnown = whole.isWhole()
                && isStatic
                && !nodes.lines().isEmpty()
                && nodes.names().isWhole()
                && nodes.lines().stream().noneMatch(line -> line.names() == null);
        HostSet known = allKnown ? nodes.names() : null;
        new PartitionRules(findings, known).check(statements);
        boolean isMain = whole.isWhole() && isMainFile(whole);
        new GresRules(findings)
                .check(nodes.lines(), isMain ? SingleKeyRules.valueOf(statements, "GresTypes") : null, gresFile);
        String parameters =
                SingleKeyRules.valueOf(statements, "SlurmdParameters").toLowerCase(Locale.ROOT);
        boolean claimsMayDiffer = parameters.contains("config_overrides")
                || SingleKeyRules.valueOf(statements, "FastSchedule").equals("2");
        new HardwareRules(findings, claimsMayDiffer ? Map.of() : facts).check(nodes.lines());
        return Optional.ofNullable(known);
    }

    /** Not a part of one that another file includes: such a part says nothing about keys that are missing. */
    private static boolean isMainFile(IncludeTree.Whole whole) {
        return whole.root().fileName().toLowerCase(Locale.ROOT).contains("slurm")
                || whole.statements().stream()
                        .anyMatch(statement -> statement.begins("ClusterName")
                                || statement.begins("SlurmctldHost")
                                || statement.begins("ControlMachine"));
    }
}
