package org.aiperf.remote;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aiperf.cluster.JavaRuntime;
import org.aiperf.cluster.NodeFacts;

/**
 * What {@code probe.sh} printed: named sections, each of them whole. A section that was cut off is left out, so a fact
 * is either what the node said or empty, never a part of it.
 */
final class ProbeReport {
    private static final int OLDEST_JAVA = 25;
    private static final Pattern MEMORY_LINE = Pattern.compile("(\\w+):\\s+(\\d{1,15}) kB");
    private static final Pattern FREE_SPACE = Pattern.compile("\\s\\d+\\s+\\d+\\s+(\\d{1,15})\\s+\\d+%\\s");
    private static final Pattern CLOCK = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");
    private static final Pattern RUNTIME = Pattern.compile("(?m)^(\\d{1,4})\\t(/.+)$");
    private static final Pattern SLURM = Pattern.compile("slurm(?:-wlm)? (\\S+)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final Map<String, List<String>> sections = new LinkedHashMap<>();

    private ProbeReport() {}

    static ProbeReport parse(String output, String mark) {
        ProbeReport report = new ProbeReport();
        Pattern start = Pattern.compile("==" + Pattern.quote(mark) + " (\\w+)==");
        String end = "==" + mark + " end==";
        String name = "";
        StringBuilder body = new StringBuilder();
        for (String line : output.split("\\r?\\n")) {
            Matcher matcher = start.matcher(line);
            if (line.equals(end)) {
                report.sections
                        .computeIfAbsent(name, key -> new ArrayList<>())
                        .add(body.toString().strip());
                body.setLength(0);
            } else if (matcher.matches()) {
                name = matcher.group(1);
                body.setLength(0);
            } else {
                body.append(line).append('\n');
            }
        }
        return report;
    }

    NodeFacts facts() {
        String memory = first("memory");
        return new NodeFacts(
                first("hostname"),
                first("user"),
                first("kernel"),
                first("architecture"),
                logicalCpus(),
                cpuModel(),
                mebibytes(memory, "MemTotal"),
                mebibytes(memory, "MemAvailable"),
                AcceleratorTools.accelerators(this),
                freeBytes(),
                java(),
                clock(),
                slurm(),
                new InventoryReport(this).inventory(mebibytes(memory, "MemTotal")));
    }

    /** What the first tool of that name had to say; empty if none did. */
    String first(String name) {
        return all(name).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    /** What the last tool of that name had to say; empty if none did. */
    String last(String name) {
        return all(name).reduce((earlier, later) -> later).orElse("");
    }

    private Stream<String> all(String name) {
        return sections.getOrDefault(name, List.of()).stream();
    }

    /** The last answer counts: nproc knows which CPUs a process may use. */
    private int logicalCpus() {
        return all("cpus")
                .filter(text -> NUMBER.matcher(text).matches())
                .reduce((earlier, later) -> later)
                .map(Integer::parseInt)
                .orElse(0);
    }

    private String cpuModel() {
        return Stream.of(first("lscpu"), first("cpuinfo"))
                .flatMap(String::lines)
                .filter(line -> line.regionMatches(true, 0, "model name", 0, "model name".length()))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .filter(model -> !model.isEmpty() && !model.equals("-"))
                .findFirst()
                .orElse("");
    }

    private static long mebibytes(String memory, String key) {
        return MEMORY_LINE
                .matcher(memory)
                .results()
                .filter(match -> match.group(1).equals(key))
                .mapToLong(match -> Long.parseLong(match.group(2)) / 1024)
                .findFirst()
                .orElse(0);
    }

    private OptionalLong freeBytes() {
        return FREE_SPACE
                .matcher(first("shared"))
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)) * 1024)
                .findFirst();
    }

    /** The nearest version that is new enough; of equal ones, the first found. */
    private Optional<JavaRuntime> java() {
        return RUNTIME.matcher(first("java"))
                .results()
                .map(match -> new JavaRuntime(match.group(2).strip(), Integer.parseInt(match.group(1))))
                .filter(runtime -> runtime.featureVersion() >= OLDEST_JAVA)
                .min(Comparator.comparingInt(JavaRuntime::featureVersion));
    }

    private OptionalLong clock() {
        return all("clock")
                .filter(text -> CLOCK.matcher(text).matches())
                .mapToLong(text -> new BigDecimal(text).movePointRight(3).longValue())
                .findFirst();
    }

    private Optional<String> slurm() {
        return SLURM.matcher(first("slurm"))
                .results()
                .map((MatchResult match) -> match.group(1))
                .findFirst();
    }
}
