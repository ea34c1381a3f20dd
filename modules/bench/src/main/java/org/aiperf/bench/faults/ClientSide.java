package org.aiperf.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SshAddress;

/** The cluster file of a user who reaches nothing but the master, by its name, through a relay. */
final class ClientSide {
    private ClientSide() {}

    /**
     * Writes it, and the known hosts beside it.
     *
     * @param hostKey of the master: type and key
     */
    static void write(Path file, Cluster cluster, int port, String hostKey) throws IOException {
        Path known = file.resolveSibling("client_known_hosts");
        Files.writeString(known, "[" + FaultCluster.MASTER + "]:" + port + " " + hostKey + "\n");
        SshAddress direct = cluster.master().ssh().orElseThrow();
        SshAddress through = new SshAddress(
                FaultCluster.MASTER,
                port,
                direct.user().orElseThrow(),
                direct.identity().orElseThrow(),
                known);
        List<Node> nodes = cluster.nodes().stream()
                .map(node -> new Node(
                        node.name(),
                        node.role(),
                        Optional.of(node.clusterAddress()),
                        node.role() == Role.MASTER ? Optional.of(through) : Optional.empty(),
                        node.hardware(),
                        node.accelerators()))
                .toList();
        ClusterFile.write(new Cluster(cluster.name(), cluster.sharedFolder(), cluster.slurm(), nodes), file);
    }
}
