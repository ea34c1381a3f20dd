package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.aiperf.cluster.Inventory;
import org.aiperf.cluster.NodeFacts;
import org.aiperf.embedded.EmbeddedCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {
    @TempDir
    Path home;

    @Test
    void tellsWhatThisMachineIs() throws IOException {
        try (EmbeddedCluster embedded = EmbeddedCluster.start(home, 1);
                SshConnection connection = SshConnection.open(embedded.cluster().master())) {
            NodeFacts facts = Probe.facts(connection, embedded.cluster().sharedFolder());

            assertThat(facts.hostname()).isNotEmpty();
            assertThat(facts.user()).isNotEmpty();
            assertThat(facts.kernel()).startsWith(System.getProperty("os.name"));
            assertThat(facts.architecture()).isNotEmpty();
            assertThat(facts.logicalCpus()).isBetween(1, 1 << 16);
            assertThat(facts.memoryMebibytes()).isPositive();
            assertThat(facts.availableMemoryMebibytes()).isBetween(1L, facts.memoryMebibytes());
            assertThat(facts.sharedFolderFreeBytes().orElseThrow()).isPositive();
            assertThat(facts.clockEpochMillis().orElseThrow())
                    .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
            Inventory inventory = facts.inventory();
            assertThat(inventory.openFiles().orElseThrow()).isPositive();
            assertThat(inventory.folders()).isNotEmpty();
        }
    }

    @Test
    void findsNoDifferenceBetweenAClockAndItself() throws IOException {
        try (EmbeddedCluster embedded = EmbeddedCluster.start(home, 1);
                SshConnection connection = SshConnection.open(embedded.cluster().master())) {
            Inventory.ClockOffset offset = Probe.clock(connection).orElseThrow();

            assertThat(Math.abs(offset.millis())).isLessThanOrEqualTo(offset.uncertaintyMillis() + 1);
            assertThat(offset.isOffBy(Duration.ofMillis(1))).isFalse();
        }
    }

    @Test
    void findsAJavaThatOnlyASoftwareFolderHolds() throws IOException {
        Path jdk = Files.createDirectories(home.resolve("nodes/master/.sdkman/candidates/java/25.0.1-mine"));
        Path program = Files.createDirectories(jdk.resolve("bin")).resolve("java");
        Files.writeString(program, "#!/bin/sh\nexit 0\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25.0.1\"\n");
        try (EmbeddedCluster embedded = EmbeddedCluster.start(home, 1);
                SshConnection connection = SshConnection.open(embedded.cluster().master())) {
            NodeFacts facts = Probe.facts(connection, embedded.cluster().sharedFolder());

            assertThat(facts.java().orElseThrow().featureVersion()).isEqualTo(25);
            assertThat(Path.of(facts.java().orElseThrow().path())).isExecutable();
        }
    }

    @Test
    void saysNothingAboutASharedFolderThatIsNotThere() throws IOException {
        try (EmbeddedCluster embedded = EmbeddedCluster.start(home, 1);
                SshConnection connection = SshConnection.open(embedded.cluster().master())) {
            assertThat(Probe.facts(connection, "/no/such folder'\"$(x)").sharedFolderFreeBytes())
                    .isEmpty();
        }
    }

    @Test
    void provesThatAFolderIsShared() throws IOException {
        try (EmbeddedCluster embedded = EmbeddedCluster.start(home, 1);
                SshConnection master = SshConnection.open(embedded.cluster().master());
                SshConnection slave =
                        SshConnection.open(embedded.cluster().slaves().getFirst())) {
            String shared = embedded.cluster().sharedFolder();

            assertThat(SharedFolderProof.between(master, slave, shared)).isEqualTo(new SharedFolderProof.Proved());
            assertThat(Path.of(shared)).isEmptyDirectory();
            assertThat(SharedFolderProof.between(master, slave, "/no/such/folder"))
                    .isInstanceOfSatisfying(
                            SharedFolderProof.NotShared.class,
                            not -> assertThat(not.reason()).startsWith("master: /no/such/folder/"));
        }
    }

    @Test
    void findsOutThatARelativeFolderIsEachNodesOwn() throws IOException {
        try (EmbeddedCluster embedded = EmbeddedCluster.start(home, 1);
                SshConnection master = SshConnection.open(embedded.cluster().master());
                SshConnection slave =
                        SshConnection.open(embedded.cluster().slaves().getFirst())) {
            master.files().mkdirs("own");
            slave.files().mkdirs("own");

            assertThat(SharedFolderProof.between(master, slave, "own"))
                    .isInstanceOfSatisfying(
                            SharedFolderProof.NotShared.class,
                            not -> assertThat(not.reason()).startsWith("slave1: does not see in own what master"));
        }
    }
}
