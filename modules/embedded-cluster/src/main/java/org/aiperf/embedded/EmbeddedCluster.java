package org.aiperf.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SshAddress;

/**
 * One master and some slaves, each an SSH server of its own on a free port of 127.0.0.1. Commands run as ordinary
 * processes of this machine, each node with a home folder of its own; all see one shared folder.
 *
 * <p>Keys stay in the home folder for the next start. The ports are new at every start, so each start has a
 * {@code known_hosts} file of its own, and several clusters may run on one home.
 */
public final class EmbeddedCluster implements AutoCloseable {
    private final Cluster cluster;
    private final Path knownHosts;
    private final List<EmbeddedNode> servers;

    private EmbeddedCluster(Cluster cluster, Path knownHosts, List<EmbeddedNode> servers) {
        this.cluster = cluster;
        this.knownHosts = knownHosts;
        this.servers = servers;
    }

    /**
     * Starts every node; they accept connections when this returns.
     *
     * @param home made if missing, for its owner only; holds keys, the nodes' homes and the shared folder
     * @param slaves how many, at least 1; the CPUs of this machine are shared out among them
     */
    public static EmbeddedCluster start(Path home, int slaves) throws IOException {
        if (slaves < 1) {
            throw new IllegalArgumentException("a cluster needs a slave: " + slaves);
        }
        Path root = PrivateFiles.folder(home.toAbsolutePath().normalize());
        Path keys = PrivateFiles.folder(root.resolve("keys"));
        Path nodes = PrivateFiles.folder(root.resolve("nodes"));
        Path shared = PrivateFiles.folder(root.resolve("shared"));
        KeyFile client = KeyFile.at(keys.resolve("client"));
        String user = LocalMachine.user();

        List<EmbeddedNode> servers = new ArrayList<>();
        Path knownHosts = Files.createTempFile(root, "known_hosts-", "");
        try {
            for (int i = 0; i <= slaves; i++) {
                String name = i == 0 ? "master" : "slave" + i;
                KeyFile hostKey = KeyFile.at(keys.resolve(name));
                Path nodeHome = PrivateFiles.folder(nodes.resolve(name));
                servers.add(EmbeddedNode.start(
                        name, user, nodeHome, hostKey.pair(), client.pair().getPublic()));
            }
            Files.write(
                    knownHosts,
                    servers.stream().map(EmbeddedNode::knownHostsLine).toList());
            Cluster cluster = describe(servers, user, client.path(), knownHosts, shared);
            return new EmbeddedCluster(cluster, knownHosts, List.copyOf(servers));
        } catch (IOException | RuntimeException e) {
            closeAll(servers);
            Files.deleteIfExists(knownHosts);
            throw e;
        }
    }

    /** The running nodes, with the addresses and keys to reach them. */
    public Cluster cluster() {
        return cluster;
    }

    /** The host keys of the running nodes; deleted by {@link #close}. */
    public Path knownHosts() {
        return knownHosts;
    }

    /** Stops the servers and what their connections run; processes that left their session with setsid live on. */
    @Override
    public void close() throws IOException {
        closeAll(servers);
        Files.deleteIfExists(knownHosts);
    }

    /** The threads that each of so many slaves computes with: its share of this machine's, at least one. */
    public static int threadsOfSlave(int slaves) {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / slaves);
    }

    private static Cluster describe(
            List<EmbeddedNode> servers, String user, Path identity, Path knownHosts, Path shared) {
        int slaves = servers.size() - 1;
        Accelerator share = new Accelerator(Accelerator.Kind.CPU, LocalMachine.cpuModel(), 0, threadsOfSlave(slaves));
        List<Node> nodes = new ArrayList<>();
        for (EmbeddedNode server : servers) {
            SshAddress address = new SshAddress(EmbeddedNode.ADDRESS, server.port(), user, identity, knownHosts);
            nodes.add(
                    nodes.isEmpty()
                            ? new Node(server.name(), Role.MASTER, address, List.of())
                            : new Node(server.name(), Role.SLAVE, address, List.of(share)));
        }
        return new Cluster("embedded", shared.toString(), nodes);
    }

    private static void closeAll(List<EmbeddedNode> servers) throws IOException {
        IOException first = null;
        for (EmbeddedNode server : servers) {
            try {
                server.close();
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
