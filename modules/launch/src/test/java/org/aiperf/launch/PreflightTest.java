package org.aiperf.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SlurmAccess;
import org.aiperf.cluster.SshAddress;
import org.aiperf.embedded.EmbeddedCluster;
import org.aiperf.launch.Verdict.Check;
import org.aiperf.launch.Verdict.Fail;
import org.aiperf.launch.Verdict.Pass;
import org.aiperf.launch.Verdict.Warn;
import org.aiperf.remote.Connections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would stop a run is told before it is started, all of it at once. */
final class PreflightTest {
    @TempDir
    private Path folder;

    private EmbeddedCluster embedded;
    private Cluster cluster;
    private AgentBundles bundles;

    @BeforeEach
    void start() throws Exception {
        embedded = EmbeddedCluster.start(folder.resolve("cluster"), 2);
        cluster = embedded.cluster();
        Path jar = Files.writeString(folder.resolve("a.jar"), "a");
        bundles = AgentBundles.of(
                new AgentBundle(List.of(new Part.InFile("a.jar", jar, Part.sha256(jar), 1)), Optional.empty()));
    }

    @AfterEach
    void stop() throws Exception {
        embedded.close();
    }

    private static Verdict verdict(List<Verdict> verdicts, String node, Check check) {
        return verdicts.stream()
                .filter(verdict -> verdict.node().equals(node) && verdict.check() == check)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + check + " of " + node + " in " + lines(verdicts)));
    }

    private List<Verdict> verdicts(Cluster wanted) throws InterruptedException {
        try (Connections connections = Connections.ofUser(wanted)) {
            return Preflight.of(wanted, bundles, connections);
        }
    }

    private static List<String> lines(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> verdict.getClass().getSimpleName() + " " + verdict.line())
                .toList();
    }

    private static List<Verdict> failures(List<Verdict> verdicts) {
        return verdicts.stream().filter(Fail.class::isInstance).toList();
    }

    @Test
    void aSoundClusterPassesAndNothingIsLeftBehind() throws Exception {
        List<Verdict> verdicts = verdicts(cluster);

        assertThat(lines(failures(verdicts))).isEmpty();
        for (String node : List.of("master", "slave1", "slave2")) {
            assertThat(verdict(verdicts, node, Check.CONNECTION).seen()).startsWith("logged in as ");
            assertThat(verdict(verdicts, node, Check.PORT)).isInstanceOf(Pass.class);
            assertThat(verdict(verdicts, node, Check.CLOCK)).isInstanceOf(Pass.class);
            assertThat(verdict(verdicts, node, Check.AGENT).seen()).contains("its own Java 25");
            assertThat(verdict(verdicts, node, Check.LIMITS).seen()).contains("open files");
        }
        assertThat(verdict(verdicts, "slave1", Check.SHARED_FOLDER)).isInstanceOf(Pass.class);
        assertThat(verdict(verdicts, "master", Check.SHARED_SPACE).seen()).contains(" MB free in ");
        assertThat(verdicts.stream().map(Verdict::node).distinct()).containsExactly("master", "slave1", "slave2");
        try (Stream<Path> left = Files.list(Path.of(cluster.sharedFolder()))) {
            assertThat(left).isEmpty();
        }
    }

    private Cluster with(String sharedFolder, Optional<SlurmAccess> slurm, List<Node> nodes) {
        return new Cluster(cluster.name(), sharedFolder, slurm, nodes);
    }

    private List<Node> nodes(Optional<String> masterAddress, SshAddress ofSlave2) {
        List<Node> nodes = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            nodes.add(
                    switch (node.name()) {
                        case "master" ->
                            new Node(node.name(), Role.MASTER, masterAddress, node.ssh(), Optional.empty(), List.of());
                        case "slave2" -> new Node(node.name(), Role.SLAVE, ofSlave2, node.accelerators());
                        default -> node;
                    });
        }
        return nodes;
    }

    @Test
    void everyFailureIsToldAtOnce() throws Exception {
        SshAddress unreachable = new SshAddress(
                "127.0.0.1",
                1,
                "nobody",
                cluster.master().ssh().orElseThrow().identity().orElseThrow(),
                embedded.knownHosts());
        Cluster broken = with(
                folder.resolve("missing").toString(),
                Optional.of(SLURM_THAT_IS_NOT_THERE),
                nodes(Optional.of("203.0.113.7"), unreachable));

        List<Verdict> verdicts = verdicts(broken);

        assertThat(verdict(verdicts, "slave2", Check.CONNECTION).line())
                .startsWith("slave2: connection: nothing answers at 127.0.0.1 port 1");
        assertThat(verdict(verdicts, "master", Check.PORT).line())
                .startsWith("master: way to the master: it cannot listen on 203.0.113.7: ")
                .endsWith("; give as its address in the cluster file one of its own, which slaves can reach");
        assertThat(verdict(verdicts, "slave1", Check.PORT)).isInstanceOf(Warn.class);
        assertThat(verdict(verdicts, "slave1", Check.SHARED_FOLDER)).isInstanceOf(Fail.class);
        assertThat(verdict(verdicts, "master", Check.SHARED_SPACE).line())
                .endsWith(
                        "there is no folder " + folder.resolve("missing") + "; make it, or name another sharedFolder");
        assertThat(verdict(verdicts, "master", Check.SLURM)).isInstanceOf(Fail.class);
        assertThatThrownBy(() -> Preflight.require(verdicts))
                .isInstanceOf(LaunchException.class)
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines())
                        .hasSize(failures(verdicts).size())
                        .allMatch(line -> line.matches("(master|slave\\d): [a-z ]+: .+; .+")));
    }

    /** Its partition has a name that no cluster has. */
    private static final SlurmAccess SLURM_THAT_IS_NOT_THERE = new SlurmAccess(
            Optional.of("aiperf-no-such-partition"),
            Optional.empty(),
            OptionalInt.empty(),
            false,
            SlurmAccess.DEFAULT_FOLDER);

    @Test
    void aNodeThatOnlySlurmReachesIsSaidNotToBeChecked() throws Exception {
        Node hidden = new Node(
                "slave9",
                Role.SLAVE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                cluster.slaves().getFirst().accelerators());
        Cluster partly =
                with(cluster.sharedFolder(), Optional.of(SLURM_THAT_IS_NOT_THERE), List.of(cluster.master(), hidden));

        assertThat(verdict(verdicts(partly), "slave9", Check.CONNECTION)).isInstanceOf(Warn.class);
    }
}
