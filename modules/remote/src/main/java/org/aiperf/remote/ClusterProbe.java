package org.aiperf.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.NodeFacts;

/** Asks all nodes of a cluster at once what they are and have. */
public final class ClusterProbe {
    private ClusterProbe() {}

    /** What came of one node. */
    public sealed interface Outcome {
        Node node();
    }

    /**
     * It told its facts.
     *
     * @param proof whether it and the master see the same shared folder; proved on the master itself
     */
    public record Found(Node node, NodeFacts facts, SharedFolderProof proof) implements Outcome {}

    /** It could not be reached, or not be asked. */
    public record Failed(Node node, ConnectionException reason) implements Outcome {}

    /** Only Slurm reaches it, so nobody asked. */
    public record NotAsked(Node node) implements Outcome {}

    /**
     * Connects to every node, asks it, and has the master write a marker into the shared folder that each of the others
     * must see. A node that fails keeps nobody waiting.
     *
     * @param done told of each node as soon as it is done, by one thread at a time
     * @return in the order of the cluster's nodes
     * @throws InterruptedException after which the connections should be closed
     */
    public static List<Outcome> of(Cluster cluster, Connections connections, Consumer<Outcome> done)
            throws InterruptedException {
        Object telling = new Object();
        List<Future<Outcome>> running = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            for (Node node : cluster.nodes()) {
                running.add(threads.submit(() -> {
                    Outcome outcome = ask(cluster, node, connections);
                    synchronized (telling) {
                        done.accept(outcome);
                    }
                    return outcome;
                }));
            }
            for (Future<Outcome> one : running) {
                outcomes.add(one.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking a node failed in a way nobody foresaw", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Outcome ask(Cluster cluster, Node node, Connections connections) {
        if (node.ssh().isEmpty()) {
            return new NotAsked(node);
        }
        try {
            SshConnection connection = connections.to(node);
            NodeFacts facts = withClock(Probe.facts(connection, cluster.sharedFolder()), connection);
            return new Found(node, facts, proof(cluster, node, connection, connections));
        } catch (ConnectionException e) {
            return new Failed(node, e);
        }
    }

    private static NodeFacts withClock(NodeFacts facts, SshConnection connection) {
        try {
            return Probe.clock(connection)
                    .map(offset -> facts.with(facts.inventory().withClockOffset(offset)))
                    .orElse(facts);
        } catch (ConnectionException e) {
            // It told its facts; a clock that cannot be read is one fact less.
            return facts;
        }
    }

    private static SharedFolderProof proof(
            Cluster cluster, Node node, SshConnection connection, Connections connections) throws ConnectionException {
        if (node.equals(cluster.master())) {
            return new SharedFolderProof.Proved();
        }
        SshConnection master;
        try {
            master = connections.to(cluster.master());
        } catch (ConnectionException e) {
            return new SharedFolderProof.NotShared(
                    node.name() + ": nobody knows whether it sees the shared folder, because the master cannot be"
                            + " reached; mend that first");
        }
        return SharedFolderProof.between(master, connection, cluster.sharedFolder());
    }
}
