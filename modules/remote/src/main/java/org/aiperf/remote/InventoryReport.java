package org.aiperf.remote;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aiperf.cluster.Hardware;
import org.aiperf.cluster.Inventory;
import org.aiperf.cluster.Inventory.Folder;
import org.aiperf.cluster.Inventory.InfinibandPort;
import org.aiperf.cluster.Inventory.Network;
import org.aiperf.cluster.Inventory.Power;

/** Reads the sections of a probe that are not needed to start a run. What is not understood is left out. */
final class InventoryReport {
    private static final Set<String> NETWORK_TYPES = Set.of(
            "nfs",
            "nfs4",
            "lustre",
            "beegfs",
            "gpfs",
            "ceph",
            "glusterfs",
            "cifs",
            "smb3",
            "smbfs",
            "pvfs2",
            "wekafs",
            "afs",
            "9p",
            "panfs",
            "orangefs",
            "vastnfs",
            "daos");
    private static final Pattern SYSTEM = Pattern.compile("PRETTY_NAME=\"?([^\"]*)\"?");
    private static final Pattern SLURM_NODE = Pattern.compile("(?m)^NodeName=\\S+ .*$");
    private static final Pattern SLURM_FIELD = Pattern.compile("(\\w+)=(\\d{1,9})");
    private static final Pattern LSCPU_FIELD = Pattern.compile("(?m)^([^:]{1,60}):\\s+(\\d{1,9})\\s*$");
    private static final Pattern DISK =
            Pattern.compile("(?m)^(\\S+)\\s+(\\S+)\\s+(\\d{1,15})\\s+\\d+\\s+(\\d{1,15})\\s+\\S+\\s+(/.*)$");
    private static final Pattern ADDRESS = Pattern.compile("(?m)^\\d+:\\s+(\\S+)\\s+inet6?\\s+(\\S+)");
    private static final Pattern SPEED = Pattern.compile("(?m)^/sys/class/net/([^/\\t]+)/speed\\t(\\d{1,9})$");
    private static final Pattern PORT =
            Pattern.compile("(?m)^/sys/class/infiniband/([^/\\t]+)/ports/(\\d{1,3})/(state|rate)\\t(.*)$");
    private static final Pattern RAPL = Pattern.compile("(?m)^(/\\S+)/(\\w+)\\t(.*)$");
    private static final Pattern NVIDIA_POWER = Pattern.compile("(?m)^(\\d{1,4}),\\s*([^,]*),\\s*([^,\\n]*)$");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,18}(\\.\\d{1,9})?");
    private static final double PAUSE_SECONDS = 0.2;

    private final ProbeReport report;

    InventoryReport(ProbeReport report) {
        this.report = report;
    }

    Inventory inventory(long memoryMebibytes) {
        Optional<String> slurmNode = first(SLURM_NODE, report.first("slurm_node"), 0);
        return new Inventory(
                first(SYSTEM, report.first("system"), 1),
                hardware(slurmNode.orElse(""), memoryMebibytes),
                report.first("driver").lines().findFirst().map(OneLine::of),
                power(),
                networks(),
                infiniband(),
                folders(),
                Optional.empty(),
                slurmNode,
                number(report.first("files")));
    }

    /** As slurmd counts, else as lscpu does. */
    private Optional<Hardware> hardware(String slurmNode, long memoryMebibytes) {
        Map<String, Integer> slurm = numbers(SLURM_FIELD, slurmNode);
        Optional<Hardware> counted = hardware(
                slurm.getOrDefault("Boards", 1) * slurm.getOrDefault("SocketsPerBoard", 0),
                slurm.getOrDefault("CoresPerSocket", 0),
                slurm.getOrDefault("ThreadsPerCore", 0),
                slurm.getOrDefault("RealMemory", 0));
        if (counted.isPresent()) {
            return counted;
        }
        Map<String, Integer> lscpu = numbers(LSCPU_FIELD, report.first("lscpu"));
        return hardware(
                lscpu.getOrDefault("Socket(s)", 0),
                lscpu.getOrDefault("Core(s) per socket", 0),
                lscpu.getOrDefault("Thread(s) per core", 0),
                memoryMebibytes);
    }

    private static Optional<Hardware> hardware(int sockets, int cores, int threads, long memoryMebibytes) {
        long cpus = (long) sockets * cores * threads;
        boolean isHardware = sockets > 0 && cores > 0 && threads > 0 && memoryMebibytes > 0 && cpus <= 1 << 20;
        return isHardware
                ? Optional.of(new Hardware((int) cpus, sockets, cores, threads, memoryMebibytes))
                : Optional.empty();
    }

    private List<Power> power() {
        List<Power> meters = new ArrayList<>();
        Matcher nvidia = NVIDIA_POWER.matcher(report.first("nvidia_power"));
        while (nvidia.find()) {
            meters.add(new Power("NVIDIA " + nvidia.group(1), decimal(nvidia.group(2)), decimal(nvidia.group(3))));
        }
        AcceleratorTools.columns(report.first("amd_power"), "power (w)")
                .forEach((card, watts) -> meters.add(new Power("AMD " + card, decimal(watts), OptionalDouble.empty())));
        meters.addAll(packages());
        return meters;
    }

    /** Processor packages; the energy of two moments gives the power between them. */
    private List<Power> packages() {
        Map<String, Map<String, String>> zones = zones(report.first("rapl"));
        Map<String, Map<String, String>> later = zones(report.first("rapl_later"));
        List<Power> meters = new ArrayList<>();
        zones.forEach((path, zone) -> {
            String name = zone.getOrDefault("name", "");
            if (!name.isEmpty()) {
                OptionalDouble before = decimal(zone.getOrDefault("energy_uj", ""));
                OptionalDouble after =
                        decimal(later.getOrDefault(path, Map.of()).getOrDefault("energy_uj", ""));
                double joules = (after.orElse(0) - before.orElse(0)) / 1e6;
                OptionalDouble watts = before.isPresent() && after.isPresent() && joules > 0
                        ? OptionalDouble.of(Math.rint(joules / PAUSE_SECONDS))
                        : OptionalDouble.empty();
                OptionalDouble limit = decimal(zone.getOrDefault("constraint_0_power_limit_uw", ""));
                meters.add(new Power(
                        name, watts, limit.isPresent() ? OptionalDouble.of(limit.getAsDouble() / 1e6) : limit));
            }
        });
        return meters;
    }

    private static Map<String, Map<String, String>> zones(String text) {
        Map<String, Map<String, String>> zones = new TreeMap<>();
        Matcher matcher = RAPL.matcher(text);
        while (matcher.find()) {
            zones.computeIfAbsent(matcher.group(1), path -> new TreeMap<>())
                    .put(matcher.group(2), matcher.group(3).strip());
        }
        return zones;
    }

    private List<Network> networks() {
        Map<String, List<String>> addresses = new LinkedHashMap<>();
        Matcher address = ADDRESS.matcher(report.first("addresses"));
        while (address.find()) {
            addresses
                    .computeIfAbsent(address.group(1), name -> new ArrayList<>())
                    .add(address.group(2));
        }
        Map<String, Long> speeds = new TreeMap<>();
        Matcher speed = SPEED.matcher(report.first("speeds"));
        while (speed.find()) {
            speeds.put(speed.group(1), Long.parseLong(speed.group(2)));
        }
        speeds.keySet().forEach(name -> addresses.computeIfAbsent(name, unnamed -> new ArrayList<>()));
        addresses.remove("lo");
        return addresses.entrySet().stream()
                .map(entry -> new Network(
                        entry.getKey(),
                        entry.getValue(),
                        speeds.getOrDefault(entry.getKey(), 0L) > 0
                                ? OptionalLong.of(speeds.getOrDefault(entry.getKey(), 0L))
                                : OptionalLong.empty()))
                .toList();
    }

    private List<InfinibandPort> infiniband() {
        Map<String, Map<String, String>> ports = new TreeMap<>();
        Matcher matcher = PORT.matcher(report.first("infiniband"));
        while (matcher.find()) {
            ports.computeIfAbsent(matcher.group(1) + "\t" + matcher.group(2), key -> new TreeMap<>())
                    .put(matcher.group(3), matcher.group(4).strip());
        }
        List<InfinibandPort> all = new ArrayList<>();
        ports.forEach((key, values) -> {
            String[] place = key.split("\t");
            String state = values.getOrDefault("state", "").replaceFirst("^\\d+:\\s*", "");
            all.add(new InfinibandPort(place[0], Integer.parseInt(place[1]), state, values.getOrDefault("rate", "")));
        });
        return all;
    }

    private List<Folder> folders() {
        List<Folder> folders = new ArrayList<>();
        Matcher disk = DISK.matcher(report.last("disks"));
        while (disk.find()) {
            String type = disk.group(2);
            boolean shared = NETWORK_TYPES.contains(type) || (type.startsWith("fuse.") && !type.equals("fuse.portal"));
            folders.add(new Folder(
                    disk.group(5),
                    type,
                    Long.parseLong(disk.group(3)) * 1024,
                    Long.parseLong(disk.group(4)) * 1024,
                    shared));
        }
        return folders;
    }

    private static Map<String, Integer> numbers(Pattern pattern, String text) {
        Map<String, Integer> numbers = new TreeMap<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            numbers.put(matcher.group(1).strip(), Integer.parseInt(matcher.group(2)));
        }
        return numbers;
    }

    private static Optional<String> first(Pattern pattern, String text, int group) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(group).strip())
                .filter(found -> !found.isEmpty())
                .findFirst();
    }

    private static OptionalLong number(String text) {
        String stripped = text.strip().toLowerCase(Locale.ROOT);
        return stripped.matches("\\d{1,15}") ? OptionalLong.of(Long.parseLong(stripped)) : OptionalLong.empty();
    }

    private static OptionalDouble decimal(String text) {
        String stripped = text.strip();
        return DECIMAL.matcher(stripped).matches()
                ? OptionalDouble.of(new BigDecimal(stripped).doubleValue())
                : OptionalDouble.empty();
    }
}
