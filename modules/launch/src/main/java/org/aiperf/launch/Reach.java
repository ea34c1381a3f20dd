package org.aiperf.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.launch.LaunchProgress.Step;
import org.aiperf.remote.Connections;
import org.aiperf.remote.Probe;
import org.aiperf.remote.SshConnection;

/** The nodes of a cluster that a launch has to do with: connected, and then probed. */
final class Reach implements AutoCloseable {
    private final Cluster cluster;
    private final Connections connections;
    private final boolean isShared;
    private final List<SshConnection> open = new ArrayList<>();
    private final List<ReachedNode> nodes = new ArrayList<>();

    private Reach(Cluster cluster, Connections connections, boolean isShared) {
        this.cluster = cluster;
        this.connections = connections;
        this.isShared = isShared;
    }

    /** All nodes that are needed, connected and probed. */
    static Reach of(Cluster cluster, Optional<Connections> shared, LaunchProgress progress)
            throws IOException, InterruptedException {
        Reach reach = connected(cluster, shared, progress);
        try {
            reach.probe(progress);
            return reach;
        } catch (IOException | InterruptedException | RuntimeException e) {
            reach.close();
            throw e;
        }
    }

    /**
     * All nodes, connected; of a cluster that Slurm runs the master alone, which is all that users can count on reaching.
     *
     * @param shared connections that stay open; empty for some of its own, with nobody to ask
     * @throws LaunchException that names every node that cannot be reached
     */
    static Reach connected(Cluster cluster, Optional<Connections> shared, LaunchProgress progress)
            throws IOException, InterruptedException {
        Reach reach = new Reach(cluster, shared.orElseGet(() -> Connections.ofUser(cluster)), shared.isPresent());
        try {
            List<Node> wanted = cluster.slurm().isPresent() ? List.of(cluster.master()) : cluster.nodes();
            new InParallel(progress).onAll(Step.CONNECT, wanted, reach.connections::to, reach.open::add);
            return reach;
        } catch (IOException | InterruptedException | RuntimeException e) {
            reach.close();
            throw e;
        }
    }

    /** @throws LaunchException that names every node of which nothing can be learned */
    void probe(LaunchProgress progress) throws IOException, InterruptedException {
        new InParallel(progress)
                .onAll(
                        Step.PROBE,
                        open,
                        ssh -> new ReachedNode(ssh, Probe.facts(ssh, cluster.sharedFolder())),
                        nodes::add);
    }

    List<SshConnection> connections() {
        return List.copyOf(open);
    }

    SshConnection headConnection() {
        return open.stream()
                .filter(ssh -> ssh.node().role() == Role.MASTER)
                .findFirst()
                .orElseThrow();
    }

    List<ReachedNode> nodes() {
        return List.copyOf(nodes);
    }

    ReachedNode head() {
        return nodes.stream()
                .filter(reached -> reached.node().role() == Role.MASTER)
                .findFirst()
                .orElseThrow();
    }

    List<ReachedNode> slaves() {
        return nodes.stream()
                .filter(reached -> reached.node().role() == Role.SLAVE)
                .toList();
    }

    @Override
    public void close() {
        if (!isShared) {
            connections.close();
        }
    }
}
