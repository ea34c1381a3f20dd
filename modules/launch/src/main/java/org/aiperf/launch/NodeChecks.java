package org.aiperf.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Accelerator.Kind;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.NodeFacts;
import org.aiperf.cluster.Role;
import org.aiperf.launch.AgentBundles.Choice;
import org.aiperf.launch.Verdict.Check;
import org.aiperf.launch.Verdict.Fail;
import org.aiperf.launch.Verdict.Pass;
import org.aiperf.launch.Verdict.Warn;

/** What can be said of one node from its facts and its condition, without asking anybody. */
final class NodeChecks {
    /** The engine's libraries and the JDK are both linked against this version. */
    private static final int OLDEST_GLIBC_MINOR = 17;

    private static final Pattern GLIBC = Pattern.compile("(?i)glibc[^0-9]*(\\d+)\\.(\\d+)");
    private static final long GIBIBYTE = 1L << 30;
    private static final long LITTLE_HOME = 100L << 20;
    private static final long FEW_FILES = 1_024;
    private static final long ENOUGH_FILES = 4_096;
    private static final long FEW_PROCESSES = 512;
    private static final long ENOUGH_PROCESSES = 2_048;
    private static final long FEW_INODES = 10_000;
    private static final long LITTLE_MEMORY = 1_024;
    private static final long ENOUGH_MEMORY = 2_048;

    private final Node node;
    private final NodeFacts facts;
    private final NodeCondition condition;

    NodeChecks(Node node, NodeFacts facts, NodeCondition condition) {
        this.node = node;
        this.facts = facts;
        this.condition = condition;
    }

    /** @param sharedFolder the cluster's */
    List<Verdict> verdicts(String sharedFolder, Choice choice) {
        List<Verdict> verdicts = new ArrayList<>(List.of(agent(choice), system(sharedFolder), home(), limits()));
        if (node.role() == Role.SLAVE) {
            verdicts.add(accelerators());
            verdicts.add(memory());
        }
        return verdicts;
    }

    private Verdict agent(Choice choice) {
        return switch (choice) {
            case Choice.Chosen chosen -> {
                String java = chosen.runtime().isPresent()
                        ? "a Java runtime is sent along"
                        : facts.java()
                                .map(own -> "its own Java " + own.featureVersion() + " (" + own.path() + ")")
                                .orElse("");
                yield new Pass(
                        Check.AGENT,
                        node.name(),
                        chosen.jars().platform().map(AgentPlatform::classifier).orElse("any system") + ", " + java);
            }
            case Choice.Lacking lacking -> new Fail(Check.AGENT, node.name(), lacking.what(), lacking.fix());
        };
    }

    private Verdict system(String sharedFolder) {
        String seen = facts.kernel() + " on " + facts.architecture()
                + (condition.libc().isEmpty() ? "" : ", " + condition.libc().toLowerCase(Locale.ROOT));
        if (condition.libc().contains("musl") || isOldGlibc()) {
            return new Fail(Check.SYSTEM, node.name(), seen, "the training engine needs glibc 2.17 or later there");
        }
        if (condition.runsPrograms().isPresent() && !condition.runsPrograms().get()) {
            return new Fail(
                    Check.SYSTEM,
                    node.name(),
                    "nothing in " + sharedFolder + " may be run",
                    "mount it without noexec: native libraries are loaded from there");
        }
        return new Pass(Check.SYSTEM, node.name(), seen);
    }

    private boolean isOldGlibc() {
        Matcher matcher = GLIBC.matcher(condition.libc());
        if (!matcher.find()) {
            return false;
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        return major < 2 || (major == 2 && minor < OLDEST_GLIBC_MINOR);
    }

    private Verdict home() {
        if (condition.homeFreeBytes().isEmpty()) {
            return new Warn(
                    Check.HOME_SPACE,
                    node.name(),
                    "it does not tell",
                    "see that the user has a home there, with space");
        }
        long free = condition.homeFreeBytes().getAsLong();
        String seen = megabytes(free) + " free";
        return free < LITTLE_HOME
                ? new Warn(Check.HOME_SPACE, node.name(), seen, "free some space there: tools keep small files there")
                : new Pass(Check.HOME_SPACE, node.name(), seen);
    }

    /** Of the head node only: all nodes see the same folder. */
    static Verdict sharedSpace(Node head, NodeFacts facts, NodeCondition condition, String folder, long agentBytes) {
        if (facts.sharedFolderFreeBytes().isEmpty()) {
            return new Fail(
                    Check.SHARED_SPACE,
                    head.name(),
                    "there is no folder " + folder,
                    "make it, or name another sharedFolder");
        }
        long free = facts.sharedFolderFreeBytes().getAsLong();
        String seen = megabytes(free) + " free in " + folder;
        if (free < GIBIBYTE) {
            return new Fail(
                    Check.SHARED_SPACE,
                    head.name(),
                    seen,
                    "a run needs 1 GiB: free some space, or name another folder");
        }
        if (condition.freeInodes().orElse(Long.MAX_VALUE) < FEW_INODES
                && condition.freeInodes().getAsLong() > 0) {
            return new Warn(
                    Check.SHARED_SPACE,
                    head.name(),
                    "only " + condition.freeInodes().getAsLong() + " more files may be made in " + folder,
                    "delete some files there, or name another folder");
        }
        if (free < GIBIBYTE + agentBytes) {
            return new Warn(
                    Check.SHARED_SPACE,
                    head.name(),
                    seen,
                    "the agent needs " + megabytes(agentBytes) + " of it unless it is there already");
        }
        return new Pass(Check.SHARED_SPACE, head.name(), seen);
    }

    private Verdict limits() {
        long files = condition.openFiles().orElse(Long.MAX_VALUE);
        long processes = condition.processes().orElse(Long.MAX_VALUE);
        long locked = condition.lockedKibibytes().orElse(Long.MAX_VALUE);
        if (condition.openFiles().isEmpty() && condition.processes().isEmpty()) {
            return new Pass(Check.LIMITS, node.name(), "it does not tell");
        }
        String seen = "open files " + count(files) + ", processes " + count(processes) + ", locked memory "
                + (locked == Long.MAX_VALUE ? "unlimited" : locked + " KiB");
        if (files < FEW_FILES || processes < FEW_PROCESSES) {
            return new Fail(
                    Check.LIMITS,
                    node.name(),
                    seen,
                    "raise nofile to " + ENOUGH_FILES + " and nproc to " + ENOUGH_PROCESSES
                            + " in /etc/security/limits.conf there");
        }
        if (files < ENOUGH_FILES || processes < ENOUGH_PROCESSES) {
            return new Warn(
                    Check.LIMITS,
                    node.name(),
                    seen,
                    "nofile " + ENOUGH_FILES + " and nproc " + ENOUGH_PROCESSES
                            + " in /etc/security/limits.conf would be safe");
        }
        boolean hasDevices = node.accelerators().stream().anyMatch(device -> device.kind() != Kind.CPU);
        if (hasDevices && locked != Long.MAX_VALUE) {
            return new Warn(
                    Check.LIMITS,
                    node.name(),
                    seen,
                    "set memlock to unlimited in /etc/security/limits.conf: transfers to accelerators pin memory");
        }
        return new Pass(Check.LIMITS, node.name(), seen);
    }

    private Verdict memory() {
        long free = facts.availableMemoryMebibytes();
        if (free == 0) {
            return new Pass(Check.MEMORY, node.name(), "it does not tell");
        }
        String seen = free + " of " + facts.memoryMebibytes() + " MiB are free";
        if (free < LITTLE_MEMORY) {
            return new Fail(Check.MEMORY, node.name(), seen, "a worker needs " + LITTLE_MEMORY + " MiB: end something");
        }
        return free < ENOUGH_MEMORY
                ? new Warn(Check.MEMORY, node.name(), seen, "large networks will need more: see what uses it")
                : new Pass(Check.MEMORY, node.name(), seen);
    }

    private Verdict accelerators() {
        Map<Kind, Long> wanted = counts(node.accelerators());
        Map<Kind, Long> found = counts(facts.accelerators());
        int threads =
                node.accelerators().stream().mapToInt(Accelerator::threads).sum();
        String seen = "found " + text(found) + " (CPUs: " + facts.logicalCpus() + "), the cluster file says "
                + text(wanted) + " (threads: " + threads + ")";
        List<String> missing = new ArrayList<>();
        wanted.forEach((kind, count) -> {
            if (kind != Kind.CPU && found.getOrDefault(kind, 0L) < count) {
                missing.add(count - found.getOrDefault(kind, 0L) + " " + name(kind));
            }
        });
        if (!missing.isEmpty()) {
            return new Fail(
                    Check.ACCELERATORS,
                    node.name(),
                    seen,
                    "there are " + String.join(" and ", missing)
                            + " too few: see that their driver's tool lists them, or mend the cluster file");
        }
        if (facts.logicalCpus() > 0 && threads > facts.logicalCpus()) {
            return new Warn(
                    Check.ACCELERATORS, node.name(), seen, "more threads than CPUs wait for each other: give fewer");
        }
        List<String> idle = new ArrayList<>();
        found.forEach((kind, count) -> {
            if (wanted.getOrDefault(kind, 0L) < count) {
                idle.add(count - wanted.getOrDefault(kind, 0L) + " " + name(kind));
            }
        });
        return idle.isEmpty()
                ? new Pass(Check.ACCELERATORS, node.name(), seen)
                : new Warn(
                        Check.ACCELERATORS,
                        node.name(),
                        seen,
                        String.join(" and ", idle)
                                + " will be idle: add them to the cluster file if that is not meant");
    }

    private static Map<Kind, Long> counts(List<Accelerator> accelerators) {
        return accelerators.stream()
                .collect(Collectors.groupingBy(Accelerator::kind, TreeMap::new, Collectors.counting()));
    }

    private static String text(Map<Kind, Long> counts) {
        return counts.isEmpty()
                ? "no accelerators"
                : counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + name(entry.getKey()))
                        .collect(Collectors.joining(", "));
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case CPU -> "CPU share";
            case NVIDIA -> "NVIDIA";
            case ASCEND -> "Ascend";
            case AMD -> "AMD";
            case INTEL -> "Intel";
        };
    }

    private static String count(long limit) {
        return limit == Long.MAX_VALUE ? "unlimited" : Long.toString(limit);
    }

    static String megabytes(long bytes) {
        return bytes / 1_000_000 + " MB";
    }
}
