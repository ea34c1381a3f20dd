package org.aiperf.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Inventory.ClockOffset;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.launch.AgentBundles.Choice;
import org.aiperf.launch.Verdict.Check;
import org.aiperf.launch.Verdict.Fail;
import org.aiperf.launch.Verdict.Pass;
import org.aiperf.launch.Verdict.Warn;
import org.aiperf.launch.Verdicts.Group;
import org.aiperf.remote.Connections;
import org.aiperf.remote.Probe;
import org.aiperf.remote.SharedFolderProof;
import org.aiperf.remote.SshConnection;

/**
 * Looks at everything that a run will need before anything is started, on all nodes at once, and tells all of it. On the
 * nodes it leaves nothing behind; files that it needs for a moment are in the shared folder, with names nobody can guess.
 */
public final class Preflight {
    /** Farther apart than this, and times in logs and results mislead; munge refuses what is 5 minutes old. */
    private static final Duration CLOCKS_SHOULD_AGREE_WITHIN = Duration.ofSeconds(1);

    private static final Duration CLOCKS_MUST_AGREE_WITHIN = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final AgentBundles bundles;

    private Preflight(Cluster cluster, AgentBundles bundles) {
        this.cluster = cluster;
        this.bundles = bundles;
    }

    /**
     * Connects to every node and checks it. A node that cannot be reached is a verdict, too. The connections stay open.
     *
     * @return in the order of the cluster file, and of {@link Check} for each node
     */
    public static List<Verdict> of(Cluster cluster, AgentBundles bundles, Connections connections)
            throws InterruptedException {
        Preflight preflight = new Preflight(cluster, bundles);
        Verdicts verdicts = new Verdicts();
        Map<String, ReachedNode> reached = new ConcurrentHashMap<>();
        verdicts.add(cluster.nodes().stream()
                .map(node -> new Group(
                        node.name(), Check.CONNECTION, () -> List.of(preflight.connect(node, connections, reached))))
                .toList());
        List<ReachedNode> nodes = ordered(cluster, reached);
        List<Group> groups = preflight.conditions(nodes);
        groups.addAll(preflight.ways(nodes.stream().map(ReachedNode::ssh).toList()));
        verdicts.add(groups);
        return verdicts.sorted(cluster);
    }

    /** Checks what lies between nodes that are connected: clocks, the shared folder, ports, Slurm. */
    static List<Verdict> between(Cluster cluster, List<SshConnection> nodes, AgentBundles bundles)
            throws InterruptedException {
        Verdicts verdicts = new Verdicts();
        verdicts.add(new Preflight(cluster, bundles).ways(nodes));
        return verdicts.sorted(cluster);
    }

    /** Checks what each node is. */
    static List<Verdict> each(Cluster cluster, List<ReachedNode> nodes, AgentBundles bundles)
            throws InterruptedException {
        Verdicts verdicts = new Verdicts();
        verdicts.add(new Preflight(cluster, bundles).conditions(nodes));
        return verdicts.sorted(cluster);
    }

    /** @throws LaunchException with a line for each check that failed */
    static void require(List<Verdict> verdicts) throws LaunchException {
        String failures = verdicts.stream()
                .filter(Fail.class::isInstance)
                .map(Verdict::line)
                .collect(Collectors.joining("\n"));
        if (!failures.isEmpty()) {
            throw new LaunchException(failures);
        }
    }

    private static List<ReachedNode> ordered(Cluster cluster, Map<String, ReachedNode> reached) {
        return cluster.nodes().stream()
                .flatMap(node -> Optional.ofNullable(reached.get(node.name())).stream())
                .toList();
    }

    private Verdict connect(Node node, Connections connections, Map<String, ReachedNode> reached) throws IOException {
        if (node.ssh().isEmpty()) {
            return new Warn(
                    Check.CONNECTION,
                    node.name(),
                    "only Slurm reaches it, so nothing was looked at there",
                    "give it an ssh address in the cluster file to have it checked");
        }
        long start = System.nanoTime();
        SshConnection ssh = connections.to(node);
        long took = (System.nanoTime() - start) / 1_000_000;
        ReachedNode found = new ReachedNode(ssh, Probe.facts(ssh, cluster.sharedFolder()));
        reached.put(node.name(), found);
        return new Pass(
                Check.CONNECTION,
                node.name(),
                "logged in as " + found.facts().user() + " on " + found.facts().hostname() + " in " + took + " ms");
    }

    private List<Group> conditions(List<ReachedNode> nodes) {
        List<Group> groups = new ArrayList<>();
        nodes.forEach(node -> groups.add(new Group(node.name(), Check.SYSTEM, () -> condition(node))));
        return groups;
    }

    private List<Group> ways(List<SshConnection> nodes) {
        List<Group> groups = new ArrayList<>();
        groups.add(new Group(cluster.master().name(), Check.CLOCK, () -> clocks(nodes)));
        Optional<SshConnection> head =
                nodes.stream().filter(Preflight::isMaster).findFirst();
        if (head.isPresent()) {
            SshConnection master = head.get();
            String name = master.node().name();
            nodes.stream()
                    .filter(node -> !isMaster(node))
                    .forEach(slave -> groups.add(
                            new Group(slave.node().name(), Check.SHARED_FOLDER, () -> List.of(shared(master, slave)))));
            groups.add(new Group(name, Check.PORT, () -> ports(master, nodes)));
            cluster.slurm()
                    .ifPresent(slurm -> groups.add(
                            new Group(name, Check.SLURM, () -> SlurmChecks.verdicts(cluster, slurm, master))));
        }
        return groups;
    }

    private static boolean isMaster(SshConnection node) {
        return node.node().role() == Role.MASTER;
    }

    private List<Verdict> condition(ReachedNode reached) throws IOException {
        NodeCondition condition = NodeCondition.of(reached.ssh(), cluster.sharedFolder());
        Choice choice = bundles.forNode(reached.node(), reached.facts());
        List<Verdict> verdicts = new ArrayList<>(
                new NodeChecks(reached.node(), reached.facts(), condition).verdicts(cluster.sharedFolder(), choice));
        if (reached.node().role() == Role.MASTER) {
            verdicts.add(NodeChecks.sharedSpace(
                    reached.node(), reached.facts(), condition, cluster.sharedFolder(), bytes(choice)));
        }
        return verdicts;
    }

    private static long bytes(Choice choice) {
        if (!(choice instanceof Choice.Chosen chosen)) {
            return 0;
        }
        long jars = chosen.jars().jars().stream().mapToLong(Part::bytes).sum();
        long natives = chosen.jars()
                .platform()
                .map(platform -> platform.unpackedMegabytes() * 1_000_000)
                .orElse(0L);
        return jars + natives;
    }

    private Verdict shared(SshConnection head, SshConnection slave) throws IOException {
        return switch (SharedFolderProof.between(head, slave, cluster.sharedFolder())) {
            case SharedFolderProof.Proved _ ->
                new Pass(
                        Check.SHARED_FOLDER,
                        slave.node().name(),
                        "reads in " + cluster.sharedFolder() + " what "
                                + head.node().name() + " wrote there");
            case SharedFolderProof.NotShared not ->
                Verdicts.failed(Check.SHARED_FOLDER, slave.node().name(), not.reason());
        };
    }

    private List<Verdict> clocks(List<SshConnection> nodes) throws InterruptedException {
        Map<String, ClockOffset> readings = new ConcurrentHashMap<>();
        Verdicts failures = new Verdicts();
        failures.add(nodes.stream()
                .map(node -> new Group(node.node().name(), Check.CLOCK, () -> {
                    Probe.clock(node)
                            .ifPresent(reading -> readings.put(node.node().name(), reading));
                    return List.of();
                }))
                .toList());
        List<Verdict> verdicts = new ArrayList<>(failures.sorted(cluster));
        ClockOffset master = readings.get(cluster.master().name());
        if (master != null) {
            readings.forEach((name, reading) -> verdicts.add(
                    name.equals(cluster.master().name())
                            ? new Pass(Check.CLOCK, name, text(reading) + " beside this machine")
                            : clock(name, reading.beside(master))));
        }
        return verdicts;
    }

    static Verdict clock(String node, ClockOffset besideMaster) {
        String seen = text(besideMaster) + " beside the master";
        String fix = "let chrony or another NTP service set the clocks of all nodes";
        if (besideMaster.isOffBy(CLOCKS_MUST_AGREE_WITHIN)) {
            return new Fail(Check.CLOCK, node, seen, fix);
        }
        return besideMaster.isOffBy(CLOCKS_SHOULD_AGREE_WITHIN)
                ? new Warn(Check.CLOCK, node, seen, fix)
                : new Pass(Check.CLOCK, node, seen);
    }

    private static String text(ClockOffset offset) {
        return String.format(Locale.ROOT, "%+.2f s (±%.2f s)", offset.millis() / 1e3, offset.uncertaintyMillis() / 1e3);
    }

    private List<Verdict> ports(SshConnection head, List<SshConnection> nodes)
            throws IOException, InterruptedException {
        try (PortTrial trial = PortTrial.on(head, head.node().clusterAddress(), nodes.size() - 1)) {
            Verdicts verdicts = new Verdicts();
            verdicts.add(nodes.stream()
                    .map(node -> new Group(
                            node.node().name(),
                            Check.PORT,
                            () -> List.of(isMaster(node) ? trial.ofMaster() : trial.ofSlave(node))))
                    .toList());
            return verdicts.sorted(cluster);
        }
    }
}
