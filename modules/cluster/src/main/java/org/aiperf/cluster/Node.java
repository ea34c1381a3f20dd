package org.aiperf.cluster;

import java.util.List;

/**
 * A machine of the cluster.
 *
 * @param name letters, digits, dots, dashes and underscores, starting with a letter or digit; unique in its cluster
 * @param accelerators what trains on it; may be empty on the master only
 */
public record Node(String name, Role role, SshAddress ssh, List<Accelerator> accelerators) {
    public Node {
        if (!Names.isNode(name)) {
            throw new IllegalArgumentException("not a node name: " + name);
        }
        accelerators = List.copyOf(accelerators);
        if (role == Role.SLAVE && accelerators.isEmpty()) {
            throw new IllegalArgumentException("a slave needs an accelerator: " + name);
        }
    }
}
