package org.aiperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.aiperf.cluster.ClusterFile;
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
        }
        Run broken = Run.of("cluster", "preflight", file.toString());

        assertThat(broken.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(broken.out()).contains("fail  master: connection: ").contains("fail  slave1: connection: ");
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
