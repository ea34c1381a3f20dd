package org.aiperf.cluster;

import java.util.List;
import java.util.Optional;

/**
 * A machine of the cluster.
 *
 * @param name letters, digits, dots, dashes and underscores, starting with a letter or digit; unique in its cluster. Of
 *     a cluster that Slurm runs it is Slurm's name of the node
 * @param address where other nodes of the cluster reach it: a host name or an IP address
 * @param ssh how this machine reaches it; a slave that only Slurm reaches has none
 * @param hardware empty until somebody looked
 * @param accelerators what trains on it; may be empty on the master only
 */
public record Node(
        String name,
        Role role,
        Optional<String> address,
        Optional<SshAddress> ssh,
        Optional<Hardware> hardware,
        List<Accelerator> accelerators) {
    public Node {
        if (!Names.isNode(name)) {
            throw new IllegalArgumentException("not a node name: " + name);
        }
        if (address.isPresent() && !Names.isHost(address.get())) {
            throw new IllegalArgumentException("not an address: " + address.get());
        }
        if (role == Role.MASTER && ssh.isEmpty()) {
            throw new IllegalArgumentException("a master is reached over SSH: " + name);
        }
        accelerators = List.copyOf(accelerators);
        if (role == Role.SLAVE && accelerators.isEmpty()) {
            throw new IllegalArgumentException("a slave needs an accelerator: " + name);
        }
    }

    /** A node of which no more is known than how to reach it. */
    public Node(String name, Role role, SshAddress ssh, List<Accelerator> accelerators) {
        this(name, role, Optional.empty(), Optional.of(ssh), Optional.empty(), accelerators);
    }

    /** Where other nodes of the cluster reach it: its address, else the host of its SSH address, else its name. */
    public String clusterAddress() {
        return address.orElseGet(() -> ssh.map(SshAddress::host).orElse(name));
    }
}
