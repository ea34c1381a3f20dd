package org.aiperf.cluster;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    private final Path home;
    private final String user;
    private final Problems problems;
    private final Set<String> names = new HashSet<>();
    private boolean everyNodeIsHere = true;
    private int masters;
    private int slaves;

    ClusterReader(Path home, String user, Problems problems) {
        this.home = home;
        this.user = user;
        this.problems = problems;
    }

    Optional<Cluster> read(Path file) {
        int before = problems.list().size();
        YamlMap root = YamlMap.read(file, problems);
        if (problems.list().size() > before && root.line() == 0) {
            return Optional.empty();
        }
        String name = root.requiredText("name", "my-cluster");
        if (root.has("name") && !Names.isNode(name)) {
            root.refuse("name", "'" + name + "' is not a name", "use letters, digits, '.', '_' and '-'");
        }
        List<Node> nodes = nodes(root);
        String sharedFolder = sharedFolder(root);
        root.refuseUnknown();
        if (problems.list().size() > before) {
            return Optional.empty();
        }
        return Optional.of(new Cluster(name, sharedFolder, nodes));
    }

    private List<Node> nodes(YamlMap root) {
        List<YamlMap> maps = root.maps("nodes");
        List<Node> nodes = new ArrayList<>();
        for (YamlMap map : maps) {
            int before = problems.list().size();
            Node node = node(map, before);
            if (node != null) {
                nodes.add(node);
            }
        }
        if (masters == 0) {
            root.refuse("nodes", "none is the master", "give one node 'role: master'");
        }
        if (slaves == 0) {
            root.refuse("nodes", "none is a slave", "give at least one node 'role: slave'");
        }
        return nodes;
    }

    /** Null when something was wrong with it, which is then in the problems. */
    private @Nullable Node node(YamlMap map, int before) {
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
        SshAddress ssh = address(map.map("ssh"), map);
        List<Accelerator> accelerators = accelerators(map);
        if (role == Role.SLAVE && accelerators.isEmpty()) {
            map.refuse(
                    "accelerators", "are missing on a slave", "list at least one, such as '- {kind: cpu, threads: 2}'");
        }
        map.refuseUnknown();
        if (problems.list().size() > before || ssh == null) {
            return null;
        }
        return new Node(name, role, ssh, accelerators);
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

    private @Nullable SshAddress address(YamlMap map, YamlMap node) {
        if (!node.has("ssh")) {
            node.refuse("ssh", "is missing", "write 'ssh: {host: 10.0.0.1}'");
            return null;
        }
        int before = problems.list().size();
        String host = map.requiredText("host", "10.0.0.1");
        if (map.has("host") && !Names.isHost(host)) {
            map.refuse("host", "'" + host + "' is not a host", "write a host name or an IP address");
        }
        everyNodeIsHere &= isLoopback(host);
        int port = (int) map.wholeNumber("port", 1, 65535, 22);
        String login = map.text("user", user);
        if (!Names.isUser(login)) {
            map.refuse("user", "'" + login + "' is not a user name", "write the name to log in as");
        }
        Path identity = file(map, "identity", "~/.ssh/id_ed25519", "make a key with ssh-keygen, or name another one");
        Path knownHosts = file(
                map, "knownHosts", "~/.ssh/known_hosts", "connect once with ssh to this node, or name another file");
        map.refuseUnknown();
        if (problems.list().size() > before) {
            return null;
        }
        return new SshAddress(host, port, login, identity, knownHosts);
    }

    private Path file(YamlMap map, String key, String byDefault, String fix) {
        String text = map.text(key, byDefault);
        try {
            Path path = text.equals("~") || text.startsWith("~/")
                    ? home.resolve(text.substring(Math.min(2, text.length())))
                    : Path.of(text);
            if (!path.isAbsolute()) {
                map.refuse(key, "'" + text + "' is a relative path", "start it with '/' or '~/'");
            } else if (!Files.isRegularFile(path)) {
                map.refuse(key, "there is no file " + path, fix);
            } else if (!Files.isReadable(path)) {
                map.refuse(key, path + " cannot be read", "make it readable for you, with chmod 600");
            }
            return path;
        } catch (InvalidPathException e) {
            map.refuse(key, "'" + text + "' is not a path", "name a file");
            return home;
        }
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

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }
}
