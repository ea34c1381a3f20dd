package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Accelerator.Kind;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SlurmAccess;
import org.aiperf.cluster.SshAddress;
import org.aiperf.remote.ClusterProbe.Failed;
import org.aiperf.remote.ClusterProbe.Found;
import org.aiperf.remote.ClusterProbe.NotAsked;
import org.aiperf.remote.ClusterProbe.Outcome;
import org.aiperf.remote.ConnectionException.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One dead node of many must not hide what the others are. */
@Timeout(300)
class ClusterProbeTest {
    private static final int NODES = 64;
    /** All of them are this one machine, which would be too much for it. */
    private static final int ALIVE = 12;

    private static final List<Accelerator> CPU = List.of(new Accelerator(Kind.CPU, "", 0, 1));

    @TempDir
    Path home;

    @Test
    void asksSixtyFourNodesAtOnceAndNamesThoseThatFail() throws Exception {
        try (OpenSshServer server =
                OpenSshServer.start(home.resolve("server"), "MaxStartups 10:30:100", "MaxSessions 10")) {
            TestUser user = new TestUser(home);
            List<Node> nodes = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                String name = "n" + i;
                user.knows(name, server.hostKey()).host(name, i < ALIVE ? server.port() : 1, server.clientKey());
                nodes.add(node(name, i == 0, Optional.of(SshAddress.of(name))));
            }
            nodes.add(node("behind", false, Optional.empty()));
            Path shared = Files.createDirectory(home.resolve("shared"));
            Cluster cluster = new Cluster("c", shared.toString(), Optional.of(slurm()), nodes);
            List<String> told = new ArrayList<>();
            List<Outcome> outcomes;
            try (Connections connections = new Connections(user.connector(Questions.REFUSING), cluster)) {
                outcomes = ClusterProbe.of(
                        cluster, connections, outcome -> told.add(outcome.node().name()));
            }

            assertThat(told).hasSize(NODES + 1).doesNotHaveDuplicates();
            assertThat(outcomes).extracting(Outcome::node).isEqualTo(nodes);
            assertThat(outcomes.getLast()).isInstanceOf(NotAsked.class);
            for (int i = 0; i < NODES; i++) {
                if (i >= ALIVE) {
                    assertThat(((Failed) outcomes.get(i)).reason().stage()).isEqualTo(Stage.TCP);
                } else {
                    assertThat(outcomes.get(i)).as(outcomes.get(i).toString()).isInstanceOf(Found.class);
                    Found found = (Found) outcomes.get(i);
                    assertThat(found.facts().logicalCpus()).isPositive();
                    assertThat(found.proof()).isInstanceOf(SharedFolderProof.Proved.class);
                }
            }
            assertThat(shared.toFile().list()).isEmpty();
        }
    }

    private static SlurmAccess slurm() {
        return new SlurmAccess(
                Optional.empty(), Optional.empty(), OptionalInt.empty(), true, SlurmAccess.DEFAULT_FOLDER);
    }

    private static Node node(String name, boolean isMaster, Optional<SshAddress> ssh) {
        return new Node(
                name,
                isMaster ? Role.MASTER : Role.SLAVE,
                Optional.empty(),
                ssh,
                Optional.empty(),
                isMaster ? List.of() : CPU);
    }
}
