package org.aiperf.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.aiperf.cluster.Accelerator.Kind;
import org.aiperf.problems.Problems;
import org.aiperf.problems.YamlMap;
import org.jspecify.annotations.Nullable;

/** Reads one cluster file to its end, noting every problem on the way. */
final class ClusterReader {
    private static final String MASTER = "master";
    private static final List<String> ROLES = List.of(MASTER, "slave");
    private static final List<String> KINDS = Arrays.stream(Kind.values())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .toList();
    private static final long MOST_MEMORY = 1L << 32;
    private static final int MOST_THREADS = 1 << 16;
    private static final int MOST_MINUTES = 60 * 24 * 365;
    private static final int MOST_PARTS = 1024;

    private final Path home;
    private final Problems problems;
    private final Set<String> names = new HashSet<>();
    private final List<Via> vias = new ArrayList<>();
    /** Where a file says through which node another one is reached. */
    private record Via(YamlMap map, String node) {}

    private boolean everyNodeIsHere = true;
    private int masters;
    private int slaves;

    ClusterReader(Path home, Problems problems) {
        this.home = home;
        this.problems = problems;
    }

    Optional<Cluster> read(Path file) {
        int before = problems.list().size();
        YamlMap root = YamlMap.read(file, problems);
        if (problems.list().size() > before && root.line() == 0) {
            return Optional.empty();
        }
        Optional<SlurmAccess> slurm = slurm(root);
        String name = root.requiredText("name", "my-cluster");
        if (root.has("name") && !Names.isNode(name)) {
            root.refuse("name", "'" + name + "' is not a name", "use letters, digits, '.', '_' and '-'");
        }
        List<Node> nodes = nodes(root, slurm.isPresent());
        String sharedFolder = sharedFolder(root);
        root.refuseUnknown();
        if (problems.list().size() > before) {
            return Optional.empty();
        }
        return Optional.of(new Cluster(name, sharedFolder, slurm, nodes));
    }

    private Optional<SlurmAccess> slurm(YamlMap root) {
        if (!root.has("slurm")) {
            return Optional.empty();
        }
        YamlMap map = root.map("slurm");
        String partition = map.text("partition", "");
        String account = map.text("account", "");
        int minutes = (int) map.wholeNumber("timeLimitMinutes", 0, MOST_MINUTES, 0);
        boolean requeue = map.flag("requeue", true);
        String folder = map.text("configFolder", SlurmAccess.DEFAULT_FOLDER);
        refuseUnlessName(map, "partition", partition);
        refuseUnlessName(map, "account", account);
        boolean isPath = Names.isAbsolutePath(folder);
        if (!isPath) {
            map.refuse(
                    "configFolder",
                    "'" + folder + "' is not an absolute path on the nodes",
                    "write the folder of slurm.conf, such as /etc/slurm");
        }
        map.refuseUnknown();
        return Optional.of(new SlurmAccess(
                Optional.of(partition).filter(Names::isNode),
                Optional.of(account).filter(Names::isNode),
                minutes == 0 ? OptionalInt.empty() : OptionalInt.of(minutes),
                requeue,
                isPath ? folder : SlurmAccess.DEFAULT_FOLDER));
    }

    private static void refuseUnlessName(YamlMap map, String key, String name) {
        if (!name.isEmpty() && !Names.isNode(name)) {
            map.refuse(key, "'" + name + "' is not a name", "use letters, digits, '.', '_' and '-'");
        }
    }

    private List<Node> nodes(YamlMap root, boolean isSlurm) {
        List<YamlMap> maps = root.maps("nodes");
        List<Node> nodes = new ArrayList<>();
        for (YamlMap map : maps) {
            int before = problems.list().size();
            Node node = node(map, isSlurm, before);
            if (node != null) {
                nodes.add(node);
            }
        }
        for (Via via : vias) {
            if (!names.contains(via.node())) {
                via.map().refuse("via", "no node is called '" + via.node() + "'", "name another node of this file");
            }
        }
        refuseCircles(nodes);
        if (masters == 0) {
            root.refuse("nodes", "none is the master", "give one node 'role: master'");
        }
        if (slaves == 0) {
            root.refuse("nodes", "none is a slave", "give at least one node 'role: slave'");
        }
        return nodes;
    }

    /** Null when something was wrong with it, which is then in the problems. */
    private @Nullable Node node(YamlMap map, boolean isSlurm, int before) {
        String name = map.requiredText("name", "node1");
        if (map.has("name")) {
            if (!Names.isNode(name)) {
                map.refuse(
                        "name",
                        "'" + name + "' is not a node name",
                        "use letters, digits, '.', '_' and '-', starting with a letter or digit");
            } else if (!names.add(name)) {
                map.refuse("name", "another node is called '" + name + "' too", "give each node a name of its own");
            }
        }
        Role role = role(map);
        Optional<SshAddress> ssh = ssh(map, role == Role.SLAVE && isSlurm);
        String address = map.text("address", "");
        if (map.has("address") && !Names.isHost(address)) {
            map.refuse("address", "'" + address + "' is not a host", "write a host name or an IP address");
        }
        Optional<Hardware> hardware = hardware(map);
        List<Accelerator> accelerators = accelerators(map);
        if (role == Role.SLAVE && accelerators.isEmpty()) {
            map.refuse(
                    "accelerators", "are missing on a slave", "list at least one, such as '- {kind: cpu, threads: 2}'");
        }
        map.refuseUnknown();
        if (problems.list().size() > before) {
            return null;
        }
        return new Node(name, role, Optional.of(address).filter(Names::isHost), ssh, hardware, accelerators);
    }

    private Optional<SshAddress> ssh(YamlMap node, boolean mayBeMissing) {
        if (node.has("ssh")) {
            YamlMap map = node.map("ssh");
            AddressReader reader = new AddressReader(map, home);
            Optional<SshAddress> address = reader.read();
            everyNodeIsHere &= reader.isLoopback();
            address.flatMap(SshAddress::via).ifPresent(via -> vias.add(new Via(map, via)));
            return address;
        }
        if (!mayBeMissing) {
            node.refuse("ssh", "is missing", "write 'ssh: {host: 10.0.0.1}'");
        }
        everyNodeIsHere = false;
        return Optional.empty();
    }

    private void refuseCircles(List<Node> nodes) {
        Map<String, String> through = new HashMap<>();
        nodes.forEach(node -> node.ssh().flatMap(SshAddress::via).ifPresent(via -> through.put(node.name(), via)));
        for (Via via : vias) {
            String at = via.node();
            for (int steps = 0; at != null && steps <= through.size(); steps++) {
                at = through.get(at);
            }
            if (at != null) {
                via.map().refuse("via", "leads in a circle", "let one node of the chain be reached directly");
                return;
            }
        }
    }

    private static Optional<Hardware> hardware(YamlMap node) {
        if (!node.has("hardware")) {
            return Optional.empty();
        }
        YamlMap map = node.map("hardware");
        int sockets = (int) map.wholeNumber("sockets", 1, MOST_PARTS, 1);
        map.requiredText("coresPerSocket", "16");
        int cores = (int) map.wholeNumber("coresPerSocket", 1, MOST_PARTS, 1);
        int threads = (int) map.wholeNumber("threadsPerCore", 1, MOST_PARTS, 1);
        map.requiredText("memoryMebibytes", "256000");
        long memory = map.wholeNumber("memoryMebibytes", 1, MOST_MEMORY, 1);
        map.refuseUnknown();
        return Optional.of(new Hardware(sockets * cores * threads, sockets, cores, threads, memory));
    }

    private Role role(YamlMap map) {
        if (map.requiredText("role", "slave").isEmpty()) {
            slaves++;
            return Role.SLAVE;
        }
        if (!map.choice("role", ROLES, "slave").equals(MASTER)) {
            slaves++;
            return Role.SLAVE;
        }
        masters++;
        if (masters > 1) {
            map.refuse("role", "another node is the master already", "write 'role: slave'");
        }
        return Role.MASTER;
    }

    private List<Accelerator> accelerators(YamlMap node) {
        List<Accelerator> accelerators = new ArrayList<>();
        for (YamlMap map : node.maps("accelerators")) {
            map.requiredText("kind", "cpu");
            String kind = map.choice("kind", KINDS, "cpu");
            String model = map.text("model", "");
            long memory = map.wholeNumber("memoryMebibytes", 0, MOST_MEMORY, 0);
            int threads = (int) map.wholeNumber("threads", 1, MOST_THREADS, 1);
            map.refuseUnknown();
            accelerators.add(new Accelerator(Kind.valueOf(kind.toUpperCase(Locale.ROOT)), model, memory, threads));
        }
        return accelerators;
    }

    private String sharedFolder(YamlMap root) {
        String folder = root.requiredText("sharedFolder", "/home/me/aiperf");
        // A home of this machine says nothing about the nodes, unless they all are this machine.
        if (folder.startsWith("~/") && everyNodeIsHere) {
            return home.resolve(folder.substring(2)).toString();
        }
        if (!folder.isEmpty() && !Names.isAbsolutePath(folder)) {
            root.refuse(
                    "sharedFolder",
                    "'" + folder + "' is not an absolute path on the nodes",
                    "write the whole path, starting with '/'");
        }
        return folder;
    }
}
