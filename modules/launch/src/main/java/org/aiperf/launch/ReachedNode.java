package org.aiperf.launch;

import org.aiperf.cluster.Node;
import org.aiperf.cluster.NodeFacts;
import org.aiperf.remote.SshConnection;

/** A node with an open connection, and what the probe found there. */
record ReachedNode(SshConnection ssh, NodeFacts facts) {
    Node node() {
        return ssh.node();
    }

    String name() {
        return node().name();
    }
}
