package org.aiperf.slurm.conf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aiperf.problems.NearMiss;
import org.aiperf.slurm.HostList;
import org.aiperf.slurm.HostListException;
import org.aiperf.slurm.HostSet;
import org.jspecify.annotations.Nullable;

/** What lines of gres.conf must hold to, whatever slurm.conf says. */
final class GresFileRules {
    private static final List<String> DETECTORS = List.of("nvml", "nvidia", "rsmi", "oneapi", "nrt", "off");

    /** Many of them share one device. */
    static final Set<String> SHARED = Set.of("mps", "shard");

    private final Findings findings;
    private final HostLists hosts;
    private final List<GresLine> lines = new ArrayList<>();
    private final List<HostSet> detecting = new ArrayList<>();
    private final List<HostSet> notDetecting = new ArrayList<>();
    private final Map<String, GresLine> first = new HashMap<>();
    private boolean detectsEverywhere;

    GresFileRules(Findings findings) {
        this.findings = findings;
        this.hosts = new HostLists(findings);
    }

    List<GresLine> lines() {
        return lines;
    }

    void check(List<Statement> statements) {
        for (Statement statement : statements) {
            if (statement.begins("AutoDetect")) {
                detectsEverywhere |= detects(statement.head());
            }
        }
        statements.stream()
                .filter(statement -> statement.section() == Section.GRES)
                .forEach(this::checkLine);
        lines.stream()
                .filter(line -> isBareGpu(line))
                .forEach(line -> findings.add(
                        line.name(), "names no device files", "add File=/dev/nvidia0 or its like, or AutoDetect"));
    }

    /** Whether Slurm looks for the devices of a node by itself. */
    boolean isDetected(String node) {
        if (detecting.stream().anyMatch(nodes -> nodes.contains(node))) {
            return true;
        }
        return detectsEverywhere && notDetecting.stream().noneMatch(nodes -> nodes.contains(node));
    }

    private boolean isBareGpu(GresLine line) {
        boolean mayBeDetected = detectsEverywhere
                || (line.nodes() == null
                        ? !detecting.isEmpty()
                        : detecting.stream().anyMatch(nodes -> meets(nodes, line)));
        return line.lowerName().equals("gpu")
                && !line.hasFiles()
                && !line.isCountOnly()
                && !mayBeDetected
                && line.count().orElse(0L) > 0;
    }

    private static boolean meets(HostSet nodes, GresLine line) {
        try {
            return nodes.meets(HostList.parse(line.nodesText()));
        } catch (HostListException e) {
            return true;
        }
    }

    private void checkLine(Statement statement) {
        Map<String, Pair> values = new HashMap<>(statement.values());
        boolean isForNodes = statement.begins("NodeName");
        HostSet nodes = null;
        if (isForNodes) {
            nodes = new HostSet();
            Optional<HostList> list = hosts.read(statement.head());
            if (list.isPresent()) {
                nodes.add(list.get(), 0);
            }
            Pair detect = values.get("autodetect");
            if (detect != null) {
                (detects(detect) ? detecting : notDetecting).add(nodes);
            }
        }
        Pair name = isForNodes ? values.get("name") : statement.head();
        if (name == null) {
            if (!values.containsKey("autodetect")) {
                findings.add(statement.head(), "this line has no Name", "add Name=gpu or what it is about");
            }
            return;
        }
        GresLine line = line(name, isForNodes ? statement.head().value() : "", nodes, values);
        lines.add(line);
        checkAgainstEarlier(line);
    }

    private GresLine line(Pair name, String nodesText, @Nullable HostSet nodes, Map<String, Pair> values) {
        Pair single = values.getOrDefault("file", values.get("files"));
        Pair multiple = values.get("multiplefiles");
        if (single != null && multiple != null) {
            findings.add(multiple, "stands beside " + single.key(), "keep one of them");
        }
        Optional<Long> files =
                single == null ? Optional.empty() : hosts.read(single).map(HostList::count);
        if (multiple != null) {
            hosts.read(multiple)
                    .filter(list -> list.count() < 2)
                    .ifPresent(list -> findings.add(multiple, "names one file", "write File instead"));
        }
        Pair count = values.get("count");
        Optional<Long> counted = count == null ? Optional.empty() : GresToken.count(count.value());
        if (count != null && counted.isEmpty()) {
            findings.add(
                    count,
                    "'" + ValueType.shown(count.value()) + "' is not a count",
                    "write a number such as 4 or 20M");
        }
        boolean isShared = SHARED.contains(name.value().toLowerCase(Locale.ROOT));
        if (count != null
                && counted.isPresent()
                && files.isPresent()
                && !isShared
                && !counted.get().equals(files.get())) {
            findings.add(
                    count,
                    "is " + counted.get() + ", but there are " + files.get() + " device files",
                    "take Count out, or name as many files");
        }
        Optional<Long> all = counted.or(() -> multiple != null ? Optional.of(1L) : files);
        boolean isUnknown = (count != null && counted.isEmpty()) || (single != null && files.isEmpty());
        Pair flags = values.get("flags");
        Pair type = values.get("type");
        return new GresLine(
                name,
                nodesText,
                nodes,
                type == null ? "" : type.value(),
                single != null || multiple != null,
                flags != null && flags.value().toLowerCase(Locale.ROOT).contains("countonly"),
                isUnknown ? Optional.empty() : all.or(() -> Optional.of(1L)),
                values);
    }

    /** Lines about the same nodes and the same name have files all or none, and types all or none. */
    private void checkAgainstEarlier(GresLine line) {
        GresLine earlier = first.putIfAbsent(line.nodesText() + "\n" + line.lowerName(), line);
        if (earlier == null || line.isCountOnly() || isDetectedFor(line)) {
            return;
        }
        String place = earlier.name().placeSeenFrom(line.name());
        if (earlier.hasFiles() != line.hasFiles()) {
            findings.add(
                    line.name(),
                    (line.hasFiles() ? "has device files, but " : "has no device files, but ")
                            + place
                            + (line.hasFiles() ? " has none" : " has some"),
                    "give all lines of " + line.lowerName() + " on a node a File, or none");
        } else if (earlier.type().isEmpty() != line.type().isEmpty()) {
            findings.add(
                    line.name(),
                    (line.type().isEmpty() ? "has no Type, but " : "has a Type, but ")
                            + place
                            + (line.type().isEmpty() ? " has one" : " has none"),
                    "give all lines of " + line.lowerName() + " on a node a Type, or none");
        } else if (!line.hasFiles() && line.type().isEmpty()) {
            findings.add(line.name(), "is given again, after " + place, "keep one of the lines, with the whole Count");
        }
    }

    private boolean isDetectedFor(GresLine line) {
        return detectsEverywhere || line.values().containsKey("autodetect");
    }

    private boolean detects(Pair pair) {
        String value = pair.value().toLowerCase(Locale.ROOT);
        if (DETECTORS.stream().noneMatch(value::contains)) {
            findings.add(
                    pair,
                    "'" + ValueType.shown(pair.value()) + "' detects nothing",
                    NearMiss.suggestion(value, DETECTORS));
        }
        return !value.equals("off");
    }
}
