package org.aiperf.app.clusters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aiperf.app.text.Units;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Hardware;
import org.aiperf.cluster.Inventory;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.NodeFacts;
import org.aiperf.remote.ClusterProbe.Failed;
import org.aiperf.remote.ClusterProbe.Found;
import org.aiperf.remote.ClusterProbe.NotAsked;
import org.aiperf.remote.ClusterProbe.Outcome;
import org.aiperf.remote.SharedFolderProof.NotShared;

/** What a probe found that a person should know, node by node. */
final class Findings {
    private static final Duration CLOCKS_SHOULD_AGREE_WITHIN = Duration.ofSeconds(1);
    private static final long LITTLE_SPACE_BYTES = 5L << 30;

    private final Cluster cluster;
    private final Optional<NodeFacts> master;
    private final List<Finding> all = new ArrayList<>();

    private Findings(Cluster cluster, Optional<NodeFacts> master) {
        this.cluster = cluster;
        this.master = master;
    }

    /** In the order of the nodes. */
    static List<Finding> of(Cluster cluster, List<Outcome> outcomes) {
        Optional<NodeFacts> master = outcomes.stream()
                .filter(outcome -> outcome.node().equals(cluster.master()))
                .filter(Found.class::isInstance)
                .map(outcome -> ((Found) outcome).facts())
                .findFirst();
        Findings findings = new Findings(cluster, master);
        outcomes.forEach(findings::look);
        return List.copyOf(findings.all);
    }

    private void look(Outcome outcome) {
        Node node = outcome.node();
        switch (outcome) {
            case Failed failed -> {
                String said = failed.reason().getMessage();
                String bare = said.startsWith(node.name() + ": ")
                        ? said.substring(node.name().length() + 2)
                        : said;
                int fix = bare.lastIndexOf("; ");
                add(
                        node,
                        Finding.Kind.UNREACHABLE,
                        fix < 0 ? bare : bare.substring(0, fix),
                        fix < 0 ? "" : bare.substring(fix + 2));
            }
            case Found found -> {
                if (found.proof() instanceof NotShared) {
                    add(
                            node,
                            Finding.Kind.NOT_SHARED,
                            cluster.sharedFolder(),
                            cluster.master().name());
                }
                look(node, found.facts());
            }
            case NotAsked _ -> {}
        }
    }

    private void look(Node node, NodeFacts facts) {
        hardware(node, facts);
        devices(node, facts);
        clock(node, facts);
        if (facts.java().isEmpty()) {
            add(node, Finding.Kind.NO_JAVA);
        }
        slurm(node, facts);
        if (node.equals(cluster.master())) {
            facts.sharedFolderFreeBytes().ifPresent(bytes -> {
                if (bytes < LITTLE_SPACE_BYTES) {
                    add(node, Finding.Kind.LITTLE_SPACE, Units.bytes((double) bytes), cluster.sharedFolder());
                }
            });
        }
    }

    private void hardware(Node node, NodeFacts facts) {
        if (node.hardware().isEmpty() || facts.inventory().hardware().isEmpty()) {
            return;
        }
        Hardware claimed = node.hardware().get();
        Hardware real = facts.inventory().hardware().get();
        if (claimed.cpus() > real.cpus() || claimed.memoryMebibytes() > real.memoryMebibytes()) {
            add(
                    node,
                    Finding.Kind.LESS_HARDWARE,
                    Units.count(claimed.cpus()),
                    Units.count(claimed.memoryMebibytes()),
                    Units.count(real.cpus()),
                    Units.count(real.memoryMebibytes()));
        }
    }

    private void devices(Node node, NodeFacts facts) {
        long claimed = count(node.accelerators());
        long real = count(facts.accelerators());
        boolean isMaster = node.equals(cluster.master());
        if (claimed != real && !(isMaster && claimed == 0)) {
            add(
                    node,
                    Finding.Kind.OTHER_DEVICES,
                    Units.count(claimed),
                    Units.count(real),
                    facts.accelerators().stream()
                            .map(Accelerator::model)
                            .distinct()
                            .collect(Collectors.joining(", ")));
        }
    }

    private static long count(List<Accelerator> accelerators) {
        return accelerators.stream()
                .filter(device -> device.kind() != Accelerator.Kind.CPU)
                .count();
    }

    private void clock(Node node, NodeFacts facts) {
        Optional<Inventory.ClockOffset> here = facts.inventory().clockOffset();
        Optional<Inventory.ClockOffset> there =
                master.flatMap(known -> known.inventory().clockOffset());
        if (node.equals(cluster.master()) || here.isEmpty() || there.isEmpty()) {
            return;
        }
        Inventory.ClockOffset besideMaster = here.get().beside(there.get());
        if (besideMaster.isOffBy(CLOCKS_SHOULD_AGREE_WITHIN)) {
            add(
                    node,
                    Finding.Kind.CLOCK,
                    (besideMaster.millis() > 0 ? "+" : "−") + Units.seconds(Math.abs(besideMaster.millis()) / 1e3),
                    cluster.master().name());
        }
    }

    private void slurm(Node node, NodeFacts facts) {
        if (cluster.slurm().isEmpty()) {
            return;
        }
        Optional<String> ofMaster = master.flatMap(NodeFacts::slurmVersion);
        if (facts.slurmVersion().isEmpty()) {
            add(node, Finding.Kind.NO_SLURM);
        } else if (ofMaster.isPresent() && !ofMaster.equals(facts.slurmVersion())) {
            add(
                    node,
                    Finding.Kind.OTHER_SLURM,
                    facts.slurmVersion().get(),
                    ofMaster.get(),
                    cluster.master().name());
        }
    }

    private void add(Node node, Finding.Kind kind, String... details) {
        all.add(new Finding(node.name(), kind, List.of(details)));
    }
}
