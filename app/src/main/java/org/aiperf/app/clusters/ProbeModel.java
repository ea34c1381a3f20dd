package org.aiperf.app.clusters;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.aiperf.app.fx.FxThread;
import org.aiperf.app.job.JobEntry;
import org.aiperf.app.job.Jobs;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.text.Units;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Hardware;
import org.aiperf.cluster.Node;
import org.aiperf.remote.ClusterProbe;
import org.aiperf.remote.ClusterProbe.Failed;
import org.aiperf.remote.ClusterProbe.Found;
import org.aiperf.remote.ClusterProbe.NotAsked;
import org.aiperf.remote.ClusterProbe.Outcome;
import org.aiperf.remote.ConnectionException;
import org.aiperf.remote.Connections;
import org.aiperf.remote.Decision;
import org.aiperf.remote.SharedFolderProof.Proved;
import org.jspecify.annotations.Nullable;

/** What is known of the nodes of the cluster that is open: from its file, and from the last probe. */
public final class ProbeModel {
    private final Messages messages;
    private final Jobs jobs;
    private final ReadOnlyObjectWrapper<List<ProbedNode>> nodes = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Finding>> findings = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper progress = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(false);
    private @Nullable Cluster cluster;
    private @Nullable JobEntry job;

    ProbeModel(Messages messages, Jobs jobs) {
        this.messages = messages;
        this.jobs = jobs;
    }

    /** In the order of the cluster file. */
    public ReadOnlyObjectProperty<List<ProbedNode>> nodesProperty() {
        return nodes.getReadOnlyProperty();
    }

    /** What should be mended. */
    public ReadOnlyObjectProperty<List<Finding>> findingsProperty() {
        return findings.getReadOnlyProperty();
    }

    /** How many nodes have answered while a probe goes on; else empty. */
    public ReadOnlyStringProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Nothing is known of the nodes of another cluster but what its file says. */
    void show(@Nullable Cluster next) {
        cancel();
        cluster = next;
        findings.set(List.of());
        nodes.set(
                next == null
                        ? List.of()
                        : next.nodes().stream().map(ProbedNode::unknown).toList());
    }

    /** Calls the probe off. */
    public void cancel() {
        if (job != null) {
            job.cancel();
        }
    }

    /**
     * Asks every node.
     *
     * @param done called once all have been asked
     */
    JobEntry start(Cluster probed, ClusterConnections connections, Runnable done) {
        JobEntry current = job;
        if (current != null && running.get()) {
            return current;
        }
        findings.set(List.of());
        nodes.set(probed.nodes().stream()
                .map(node -> ProbedNode.unknown(node).in(NodeState.LOOKING))
                .toList());
        running.set(true);
        AtomicInteger answered = new AtomicInteger();
        int all = probed.nodes().size();
        String ofAll = Units.count(all);
        progress.set(messages.text(Phrase.PROBE_PROGRESS, "0", ofAll));
        JobEntry started = jobs.start(
                Phrase.JOB_PROBE,
                probed.name(),
                told -> {
                    told.report(0, "");
                    Connections open = connections.get();
                    Map<String, List<Decision>> ways = new HashMap<>();
                    List<Outcome> outcomes = ClusterProbe.of(probed, open, outcome -> {
                        int count = answered.incrementAndGet();
                        List<Decision> way = way(open, outcome.node());
                        ways.put(outcome.node().name(), way);
                        told.report((double) count / all, outcome.node().name());
                        FxThread.run(() -> {
                            if (probed.equals(cluster) && running.get()) {
                                progress.set(messages.text(Phrase.PROBE_PROGRESS, Units.count(count), ofAll));
                                put(node(outcome, Findings.of(probed, List.of(outcome)), way));
                            }
                        });
                    });
                    return new Asked(outcomes, Map.copyOf(ways));
                },
                asked -> {
                    if (probed.equals(cluster)) {
                        List<Finding> found = Findings.of(probed, asked.outcomes());
                        findings.set(found);
                        nodes.set(asked.outcomes().stream()
                                .map(outcome -> node(outcome, found, asked.way(outcome.node())))
                                .toList());
                        done.run();
                    }
                });
        job = started;
        started.stateProperty().subscribe(state -> {
            if (state != JobEntry.State.RUNNING) {
                running.set(false);
                progress.set("");
                if (state != JobEntry.State.DONE) {
                    connections.close();
                    nodes.set(nodes.get().stream()
                            .map(node -> node.state() == NodeState.LOOKING ? node.in(NodeState.UNKNOWN) : node)
                            .toList());
                }
            }
        });
        return started;
    }

    /** What came of all nodes, and how each is reached. */
    private record Asked(List<Outcome> outcomes, Map<String, List<Decision>> ways) {
        List<Decision> way(Node node) {
            return ways.getOrDefault(node.name(), List.of());
        }
    }

    /** None where there is no way, which is told by what came of the node. */
    private static List<Decision> way(Connections connections, Node node) {
        try {
            return node.ssh().isEmpty() ? List.of() : connections.way(node).decisions();
        } catch (ConnectionException e) {
            return List.of();
        }
    }

    private void put(ProbedNode changed) {
        List<ProbedNode> next = new ArrayList<>(nodes.get());
        next.replaceAll(node -> node.name().equals(changed.name()) ? changed : node);
        nodes.set(List.copyOf(next));
    }

    private static ProbedNode node(Outcome outcome, List<Finding> findings, List<Decision> way) {
        List<Finding> own = findings.stream()
                .filter(finding -> finding.node().equals(outcome.node().name()))
                .toList();
        NodeState state = own.stream().anyMatch(Finding::isBroken)
                ? NodeState.BROKEN
                : own.isEmpty() ? NodeState.READY : NodeState.DOUBTFUL;
        return switch (outcome) {
            case Found found ->
                new ProbedNode(
                        found.node(),
                        state,
                        Optional.of(found.facts()),
                        Optional.of(found.proof() instanceof Proved),
                        Optional.empty(),
                        way);
            case Failed failed ->
                new ProbedNode(
                        failed.node(),
                        NodeState.BROKEN,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(failed.reason().stage()),
                        way);
            case NotAsked notAsked -> ProbedNode.unknown(notAsked.node()).in(NodeState.NOT_ASKED);
        };
    }

    /** The cluster with the hardware that the probe found, where its file says nothing of it. */
    Cluster described(Cluster described) {
        List<Node> known = new ArrayList<>();
        for (Node node : described.nodes()) {
            Optional<Hardware> found = nodes.get().stream()
                    .filter(probed -> probed.name().equals(node.name()))
                    .flatMap(probed -> probed.facts().stream())
                    .flatMap(facts -> facts.inventory().hardware().stream())
                    .findFirst();
            known.add(new Node(
                    node.name(),
                    node.role(),
                    node.address(),
                    node.ssh(),
                    node.hardware().or(() -> found),
                    node.accelerators()));
        }
        return new Cluster(described.name(), described.sharedFolder(), described.slurm(), known);
    }
}
