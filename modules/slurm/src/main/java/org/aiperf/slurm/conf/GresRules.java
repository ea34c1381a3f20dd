package org.aiperf.slurm.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aiperf.slurm.HostList;
import org.jspecify.annotations.Nullable;

/** What the nodes' {@code Gres}, {@code GresTypes} and gres.conf must agree on. */
final class GresRules {
    /** Resources that are nothing without a device. */
    private static final Set<String> DEVICES = Set.of("gpu", "npu", "mic");

    private static final int MOST_NODES = 100_000;
    private static final long MOST_COMPARISONS = 5_000_000;

    /** What slurm.conf says that nodes have of one name. */
    private record Claim(Pair place, String name, List<String> nodes, List<GresToken> tokens) {}

    private final Findings findings;
    private long comparisons;

    GresRules(Findings findings) {
        this.findings = findings;
    }

    /**
     * @param types what GresTypes names; null where it may stand in a file that was not given
     * @param file gres.conf; null if it was not given
     */
    void check(List<NodeLine> nodes, @Nullable String types, @Nullable GresFileRules file) {
        Set<String> known = types == null
                ? null
                : Stream.of(types.split(","))
                        .map(type -> type.strip().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        List<Claim> claims = new ArrayList<>();
        for (NodeLine line : nodes) {
            Optional<Pair> pair = line.get("gres").filter(gres -> isSomething(gres.value()));
            if (pair.isEmpty()) {
                continue;
            }
            Pair place = line.own().containsKey("gres")
                    ? pair.get()
                    : new Pair(
                            line.head().source(),
                            line.head().line(),
                            "Gres",
                            pair.get().value());
            List<String> faults = new ArrayList<>();
            List<GresToken> tokens = GresToken.all(place.value(), faults);
            faults.forEach(fault -> findings.add(place, fault, "write gpu:4, or gpu:a100:4"));
            if (known != null) {
                tokens.stream()
                        .map(GresToken::name)
                        .distinct()
                        .filter(name -> !known.contains(name))
                        .forEach(name -> findings.add(
                                place,
                                "'" + ValueType.shown(name) + "' is not among GresTypes",
                                "add the line GresTypes=" + ValueType.shown(name) + ", or the word to it"));
            }
            if (line.names() != null && line.get("gresconf").isEmpty()) {
                claims.addAll(claims(place, line.names(), tokens));
            }
        }
        if (file != null) {
            compare(claims, file);
        }
        if (known != null && file != null) {
            file.lines().stream()
                    .filter(line -> !known.contains(line.lowerName()))
                    .forEach(line -> findings.add(
                            line.name(),
                            "'" + ValueType.shown(line.name().value())
                                    + "' is not among GresTypes of slurm.conf, so Slurm ignores this line",
                            "add it to GresTypes"));
        }
    }

    private static List<Claim> claims(Pair place, HostList names, List<GresToken> tokens) {
        Map<String, List<GresToken>> byName = new LinkedHashMap<>();
        tokens.forEach(token ->
                byName.computeIfAbsent(token.name(), name -> new ArrayList<>()).add(token));
        List<String> nodes = byName.isEmpty() ? List.of() : names.expand(MOST_NODES);
        return byName.entrySet().stream()
                .map(entry -> new Claim(place, entry.getKey(), nodes, entry.getValue()))
                .toList();
    }

    private static boolean isSomething(String value) {
        return !value.isBlank() && !value.equalsIgnoreCase("(null)") && !value.equalsIgnoreCase("NONE");
    }

    /**
     * A file that names no nodes, or one, may be that node's own, and others may have another: as long as it fits one
     * of the lines about nodes, it contradicts none.
     */
    private void compare(List<Claim> claims, GresFileRules file) {
        Map<String, List<Claim>> byName = new LinkedHashMap<>();
        claims.forEach(claim ->
                byName.computeIfAbsent(claim.name(), name -> new ArrayList<>()).add(claim));
        byName.forEach((name, all) -> {
            List<GresLine> lines = file.lines().stream()
                    .filter(line -> line.lowerName().equals(name))
                    .toList();
            Map<Pair, ValueType.Fault> faults = new LinkedHashMap<>();
            boolean mayBeOneNodesOwn = !lines.isEmpty()
                    && lines.stream().map(GresLine::nodesText).distinct().count() == 1
                    && !lines.getFirst().nodesText().matches(".*[\\[,].*");
            boolean fitsOne = false;
            for (Claim claim : all) {
                Optional<ValueType.Fault> fault = fault(claim, lines, file);
                fault.ifPresent(known -> faults.put(claim.place(), known));
                fitsOne |= fault.isEmpty();
            }
            if (!(mayBeOneNodesOwn && fitsOne)) {
                faults.forEach((place, fault) -> findings.add(place, fault.message(), fault.fix()));
            }
        });
    }

    /** What is wrong for the first of the nodes for which something is. */
    private Optional<ValueType.Fault> fault(Claim claim, List<GresLine> lines, GresFileRules file) {
        boolean mayBeDetected = DEVICES.contains(claim.name()) || GresFileRules.SHARED.contains(claim.name());
        for (String node : claim.nodes()) {
            comparisons += lines.size() + 1L;
            if (comparisons > MOST_COMPARISONS) {
                return Optional.empty();
            }
            if (!mayBeDetected || !file.isDetected(node)) {
                List<GresLine> own =
                        lines.stream().filter(line -> line.isAbout(node)).toList();
                Optional<ValueType.Fault> fault = fault(node, claim.name(), claim.tokens(), own);
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<ValueType.Fault> fault(
            String node, String name, List<GresToken> wanted, List<GresLine> lines) {
        if (lines.isEmpty()) {
            boolean isWanted = wanted.stream().anyMatch(token -> token.count() > 0);
            return isWanted && DEVICES.contains(name)
                    ? fault(
                            "gres.conf has no " + name + " for the node '" + node + "'",
                            "add a line with its File there")
                    : Optional.empty();
        }
        if (lines.stream().anyMatch(line -> line.count().isEmpty() || line.isCountOnly())) {
            return Optional.empty();
        }
        Map<String, Long> byType = new LinkedHashMap<>();
        wanted.forEach(token -> byType.merge(token.type(), token.count(), Long::sum));
        for (Map.Entry<String, Long> want : byType.entrySet()) {
            List<GresLine> matching = lines.stream()
                    .filter(line -> want.getKey().isEmpty() || line.type().equalsIgnoreCase(want.getKey()))
                    .toList();
            if (matching.isEmpty()) {
                String there = lines.stream()
                        .map(line -> line.type().isEmpty() ? "no type" : "'" + line.type() + "'")
                        .distinct()
                        .collect(Collectors.joining(" and "));
                return fault(
                        "is of type '" + ValueType.shown(want.getKey()) + "', but gres.conf has " + there
                                + " for the node '" + node + "'",
                        "write the same Type in both files");
            }
            long found =
                    matching.stream().mapToLong(line -> line.count().orElse(0L)).sum();
            boolean tellsOfThisNode = matching.stream().allMatch(line -> line.nodes() != null);
            boolean contradicts = found < want.getValue() || (tellsOfThisNode && found > want.getValue());
            if (contradicts && !GresFileRules.SHARED.contains(name) && byType.size() == typesOf(byType)) {
                return fault(
                        "has " + want.getValue() + " " + name + (want.getKey().isEmpty() ? "" : ":" + want.getKey())
                                + ", but gres.conf has " + found + " for the node '" + node + "'",
                        "write the same number in both files");
            }
        }
        return Optional.empty();
    }

    /** Typed and untyped entries of one name cannot be told apart in gres.conf: then nothing is counted. */
    private static int typesOf(Map<String, Long> byType) {
        return byType.containsKey("") ? 1 : byType.size();
    }

    private static Optional<ValueType.Fault> fault(String message, String fix) {
        return Optional.of(new ValueType.Fault(message, fix));
    }
}
