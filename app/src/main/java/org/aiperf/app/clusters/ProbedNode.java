package org.aiperf.app.clusters;

import java.util.List;
import java.util.Optional;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Hardware;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.NodeFacts;
import org.aiperf.cluster.Role;
import org.aiperf.remote.ConnectionException.Stage;
import org.aiperf.remote.Decision;

/**
 * A node of the cluster, with what the last probe found there.
 *
 * @param facts empty before a probe, or where it found nothing
 * @param sharesFolder whether it and the master see the same shared folder, if that was tried
 * @param failedAt how far the connection came, if there is none
 * @param way what was decided of the connection and by whom; empty before a probe
 */
public record ProbedNode(
        Node node,
        NodeState state,
        Optional<NodeFacts> facts,
        Optional<Boolean> sharesFolder,
        Optional<Stage> failedAt,
        List<Decision> way) {

    static ProbedNode unknown(Node node) {
        return new ProbedNode(node, NodeState.UNKNOWN, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    ProbedNode in(NodeState next) {
        return new ProbedNode(node, next, facts, sharesFolder, failedAt, way);
    }

    public String name() {
        return node.name();
    }

    public boolean isMaster() {
        return node.role() == Role.MASTER;
    }

    /** CPUs that it has, else those that the cluster file says; 0 where nobody knows. */
    public int cpus() {
        return facts.map(NodeFacts::logicalCpus)
                .filter(count -> count > 0)
                .or(() -> node.hardware().map(Hardware::cpus))
                .orElse(0);
    }

    /** In MiB, as {@link #cpus}. */
    public long memoryMebibytes() {
        return facts.map(NodeFacts::memoryMebibytes)
                .filter(size -> size > 0)
                .or(() -> node.hardware().map(Hardware::memoryMebibytes))
                .orElse(0L);
    }

    /** Devices that were found, else those of the cluster file; shares of the CPU are none. */
    public List<Accelerator> devices() {
        List<Accelerator> found = facts.map(NodeFacts::accelerators).orElse(List.of());
        List<Accelerator> known = found.isEmpty() && facts.isEmpty() ? node.accelerators() : found;
        return known.stream()
                .filter(device -> device.kind() != Accelerator.Kind.CPU)
                .toList();
    }

    /** The share of its memory that is in use, from 0 to 1; NaN where nobody knows. */
    public double memoryUsed() {
        return facts.filter(known -> known.memoryMebibytes() > 0)
                .map(known -> 1 - (double) known.availableMemoryMebibytes() / known.memoryMebibytes())
                .orElse(Double.NaN);
    }
}
