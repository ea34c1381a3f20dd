package org.aiperf.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Hardware;
import org.aiperf.cluster.Inventory;
import org.aiperf.cluster.Inventory.ClockOffset;
import org.aiperf.cluster.NodeFacts;
import org.aiperf.remote.ClusterProbe.Failed;
import org.aiperf.remote.ClusterProbe.Found;
import org.aiperf.remote.ClusterProbe.NotAsked;
import org.aiperf.remote.ClusterProbe.Outcome;
import org.jspecify.annotations.Nullable;

/** The facts of a node, for scripts and for people. What is not known is null, or left out of the text. */
final class ProbedNode {
    private static final double GIBIBYTE = 1 << 30;

    private ProbedNode() {}

    static Map<String, @Nullable Object> fields(NodeFacts facts) {
        Inventory inventory = facts.inventory();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("hostname", known(facts.hostname()));
        fields.put("user", known(facts.user()));
        fields.put("operatingSystem", inventory.operatingSystem().orElse(null));
        fields.put("kernel", known(facts.kernel()));
        fields.put("architecture", known(facts.architecture()));
        fields.put("cpuModel", known(facts.cpuModel()));
        fields.put("logicalCpus", facts.logicalCpus());
        fields.put("hardware", inventory.hardware().orElse(null));
        fields.put("memoryMebibytes", facts.memoryMebibytes());
        fields.put("availableMemoryMebibytes", facts.availableMemoryMebibytes());
        fields.put("accelerators", facts.accelerators());
        fields.put("acceleratorDriver", inventory.acceleratorDriver().orElse(null));
        fields.put("power", inventory.power().stream().map(ProbedNode::power).toList());
        fields.put(
                "networks",
                inventory.networks().stream().map(ProbedNode::network).toList());
        fields.put("infiniband", inventory.infiniband());
        fields.put("folders", inventory.folders());
        fields.put("sharedFolderFreeBytes", orNull(facts.sharedFolderFreeBytes()));
        fields.put("clockOffset", inventory.clockOffset().orElse(null));
        fields.put("slurmVersion", facts.slurmVersion().orElse(null));
        fields.put("slurmNode", inventory.slurmNode().orElse(null));
        fields.put("java", facts.java().orElse(null));
        fields.put("openFiles", orNull(inventory.openFiles()));
        return fields;
    }

    /** A few lines, the name of the node first. */
    static String text(Outcome outcome) {
        String name = outcome.node().name();
        return switch (outcome) {
            case Found found -> name + "\n" + text(found.facts());
            case Failed _ -> name + "\n  not reached\n";
            case NotAsked _ -> name + "\n  is reached by Slurm only\n";
        };
    }

    private static String text(NodeFacts facts) {
        Inventory inventory = facts.inventory();
        StringBuilder text = new StringBuilder();
        line(text, "host", facts.hostname() + ", " + inventory.operatingSystem().orElse(facts.kernel()));
        line(text, "CPUs", facts.logicalCpus() + " × " + facts.cpuModel() + hardware(inventory.hardware()));
        line(
                text,
                "memory",
                String.format(
                        Locale.ROOT,
                        "%.1f GiB, %.1f GiB of it free",
                        facts.memoryMebibytes() / 1024.0,
                        facts.availableMemoryMebibytes() / 1024.0));
        facts.accelerators().stream()
                .collect(Collectors.groupingBy(ProbedNode::device, LinkedHashMap::new, Collectors.counting()))
                .forEach((device, count) -> line(text, "accelerator", count + " × " + device));
        String networks = inventory.networks().stream()
                .map(network -> network.name() + speed(network.megabitsPerSecond()))
                .collect(Collectors.joining(", "));
        line(text, "networks", networks);
        String infiniband = inventory.infiniband().stream()
                .map(port -> port.device() + " port " + port.port() + " " + port.rate() + " " + port.state())
                .collect(Collectors.joining(", "));
        line(text, "InfiniBand", infiniband);
        facts.sharedFolderFreeBytes()
                .ifPresent(
                        bytes -> line(text, "shared", String.format(Locale.ROOT, "%.1f GiB free", bytes / GIBIBYTE)));
        inventory.clockOffset().ifPresent(offset -> line(text, "clock", clock(offset)));
        line(text, "Slurm", facts.slurmVersion().orElse(""));
        line(
                text,
                "Java",
                facts.java()
                        .map(java -> java.featureVersion() + " at " + java.path())
                        .orElse(""));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(String.format(Locale.ROOT, "  %-12s %s%n", name, value));
        }
    }

    private static String hardware(Optional<Hardware> hardware) {
        return hardware.map(made -> " (" + made.sockets() + " sockets, " + made.coresPerSocket() + " cores each, "
                        + made.threadsPerCore() + " threads a core)")
                .orElse("");
    }

    private static String device(Accelerator accelerator) {
        String memory = accelerator.memoryMebibytes() > 0
                ? String.format(Locale.ROOT, ", %.0f GiB", accelerator.memoryMebibytes() / 1024.0)
                : "";
        return accelerator.model() + memory;
    }

    private static String speed(OptionalLong megabits) {
        return megabits.isPresent() ? " " + megabits.getAsLong() + " Mbit/s" : "";
    }

    private static String clock(ClockOffset offset) {
        return offset.millis() + " ms ahead of this machine, ± " + offset.uncertaintyMillis() + " ms";
    }

    private static Map<String, @Nullable Object> power(Inventory.Power power) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("source", power.source());
        fields.put("watts", orNull(power.watts()));
        fields.put("limitWatts", orNull(power.limitWatts()));
        return fields;
    }

    private static Map<String, @Nullable Object> network(Inventory.Network network) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", network.name());
        fields.put("addresses", List.copyOf(network.addresses()));
        fields.put("megabitsPerSecond", orNull(network.megabitsPerSecond()));
        return fields;
    }

    private static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Long orNull(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static @Nullable Double orNull(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }
}
