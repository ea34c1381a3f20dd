package org.aiperf.app.clusters;

import org.aiperf.cluster.Cluster;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.remote.Connections;
import org.aiperf.remote.Connector;
import org.aiperf.remote.Questions;
import org.aiperf.remote.config.LocalUser;
import org.jspecify.annotations.Nullable;

/**
 * The connections to the cluster that is open, kept from one job to the next: whoever typed a passphrase or a code does
 * so once. May be used by any thread.
 */
final class ClusterConnections implements AutoCloseable {
    private final Cluster cluster;
    private final LocalUser user;
    private final Questions questions;
    private @Nullable Connector connector;
    private @Nullable Connections connections;

    ClusterConnections(Cluster cluster, LocalUser user, Questions questions) {
        this.cluster = cluster;
        this.user = user;
        this.questions = questions;
    }

    /** @throws InvalidInputException with everything that is wrong in the user's configuration */
    synchronized Connections get() throws InvalidInputException {
        Connections open = connections;
        if (open == null) {
            open = more();
            connections = open;
        }
        return open;
    }

    /** Others, with the same unlocked keys; the caller closes them. */
    synchronized Connections more() throws InvalidInputException {
        Connector known = connector;
        if (known == null) {
            known = Connector.forCluster(cluster, user, questions);
            connector = known;
        }
        return new Connections(known, cluster);
    }

    /** After work was broken off, or the user's configuration has changed: everything is connected to anew. */
    @Override
    public synchronized void close() {
        Connections open = connections;
        connections = null;
        connector = null;
        if (open != null) {
            // Saying goodbye takes a round trip to each host.
            Thread.ofVirtual().name("disconnecting").start(open::close);
        }
    }
}
