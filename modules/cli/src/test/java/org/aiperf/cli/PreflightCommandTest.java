package org.aiperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SshAddress;
import org.aiperf.embedded.EmbeddedCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code aiperf cluster preflight}: verdicts for people and for scripts, and an exit code that says whether to start. */
final class PreflightCommandTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void stage() throws Exception {
        Path lib = Files.createDirectories(folder.resolve("stage/lib"));
        new JarOutputStream(Files.newOutputStream(lib.resolve("aiperf-agent-1.jar")), new Manifest()).close();
        System.setProperty("aiperf.stage", folder.resolve("stage").toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty("aiperf.stage");
    }

    @Test
    void aSoundClusterMayStartAndABrokenOneMayNot() throws Exception {
        Path file = folder.resolve("cluster.yaml");
        try (EmbeddedCluster cluster = EmbeddedCluster.start(folder.resolve("cluster"), 1)) {
            ClusterFile.write(cluster.cluster(), file);

            Run sound = Run.json("cluster", "preflight", file.toString());

            assertThat(sound.exit()).as(sound.out()).isEqualTo(ExitCode.DONE);
            assertThat(sound.lastLine().path("passed").asBoolean()).isTrue();
            assertThat(sound.lastLine().path("verdicts"))
                    .hasSizeGreaterThan(12)
                    .allSatisfy(verdict ->
                            assertThat(verdict.path("verdict").asText()).isIn("pass", "warn"));
            assertThat(Run.of("cluster", "preflight", file.toString()).out())
                    .contains("pass  slave1: shared folder: reads in ")
                    .containsPattern("\\d+ checks: \\d+ passed, \\d+ with a warning, 0 failed");

            Node slave = cluster.cluster().slaves().getFirst();
            SshAddress address = slave.ssh().orElseThrow();
            SshAddress silent = new SshAddress(
                    address.host(),
                    1,
                    address.user().orElseThrow(),
                    address.identity().orElseThrow(),
                    address.knownHosts().orElseThrow());
            Path other = folder.resolve("other.yaml");
            ClusterFile.write(
                    new Cluster(
                            "other",
                            cluster.cluster().sharedFolder(),
                            List.of(
                                    cluster.cluster().master(),
                                    new Node("slave1", Role.SLAVE, silent, slave.accelerators()))),
                    other);

            Run broken = Run.of("cluster", "preflight", other.toString());

            assertThat(broken.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(broken.out())
                    .contains("fail  slave1: connection: nothing answers at 127.0.0.1 port 1")
                    .contains("1 failed");
        }
    }

    @Test
    void aClusterFileWithProblemsIsBadInput() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.yaml"), "name: x\n");

        assertThat(Run.of("cluster", "preflight", file.toString()).exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Run.of("cluster", "preflight", folder.resolve("none.yaml").toString())
                        .exit())
                .isEqualTo(ExitCode.BAD_INPUT);
    }
}
