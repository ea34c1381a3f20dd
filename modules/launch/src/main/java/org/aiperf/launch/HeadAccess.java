package org.aiperf.launch;

import org.aiperf.cluster.Node;
import org.aiperf.remote.ConnectionException;
import org.aiperf.remote.Connections;
import org.aiperf.remote.SshConnection;

/** How the head node of a run is reached. */
interface HeadAccess extends AutoCloseable {
    /** A connection for a while; to be closed. */
    Held open() throws ConnectionException;

    @Override
    default void close() {}

    /** A connection that is used. Closing it gives it back. */
    record Held(SshConnection ssh, boolean isShared) implements AutoCloseable {
        @Override
        public void close() {
            if (!isShared) {
                ssh.close();
            }
        }
    }

    /** By a connection of its own each time, with nobody to ask. */
    static HeadAccess alone(Node head) {
        return () -> new Held(SshConnection.open(head), false);
    }

    /** By one that all share, and that ends with this. */
    static HeadAccess through(Connections connections, Node head) {
        return new HeadAccess() {
            @Override
            public Held open() throws ConnectionException {
                return new Held(connections.to(head), true);
            }

            @Override
            public void close() {
                connections.close();
            }
        };
    }
}
