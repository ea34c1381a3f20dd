package org.aiperf.cluster;

import java.util.List;
import java.util.Optional;

/**
 * One master and at least one slave that see the same folder.
 *
 * @param name what the user calls it
 * @param sharedFolder the absolute path, on the nodes, of a folder that all of them read and write
 * @param slurm how Slurm starts work on the slaves; without it that is done over SSH
 * @param nodes in the order of the cluster file; names are unique and exactly one node is the master
 */
public record Cluster(String name, String sharedFolder, Optional<SlurmAccess> slurm, List<Node> nodes) {
    public Cluster {
        nodes = List.copyOf(nodes);
        if (!Names.isNode(name)) {
            throw new IllegalArgumentException("not a cluster name: " + name);
        }
        if (!Names.isAbsolutePath(sharedFolder)) {
            throw new IllegalArgumentException("not an absolute path: " + sharedFolder);
        }
        if (nodes.stream().filter(node -> node.role() == Role.MASTER).count() != 1) {
            throw new IllegalArgumentException("a cluster has exactly one master: " + name);
        }
        if (nodes.size() < 2) {
            throw new IllegalArgumentException("a cluster needs a slave: " + name);
        }
        if (nodes.stream().map(Node::name).distinct().count() != nodes.size()) {
            throw new IllegalArgumentException("two nodes have the same name: " + name);
        }
        if (slurm.isEmpty() && nodes.stream().anyMatch(node -> node.ssh().isEmpty())) {
            throw new IllegalArgumentException("without Slurm every node is reached over SSH: " + name);
        }
    }

    /** A cluster without Slurm. */
    public Cluster(String name, String sharedFolder, List<Node> nodes) {
        this(name, sharedFolder, Optional.empty(), nodes);
    }

    public Node master() {
        return nodes.stream()
                .filter(node -> node.role() == Role.MASTER)
                .findFirst()
                .orElseThrow();
    }

    /** The nodes that train, in the order of the cluster file; never empty. */
    public List<Node> slaves() {
        return nodes.stream().filter(node -> node.role() == Role.SLAVE).toList();
    }
}
