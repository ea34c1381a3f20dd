package org.aiperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.embedded.EmbeddedCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProbeCommandTest {
    @TempDir
    private Path folder;

    @Test
    void tellsTheFactsOfEveryNode() throws IOException {
        try (EmbeddedCluster embedded = EmbeddedCluster.start(folder.resolve("home"), 2)) {
            Path file = folder.resolve("cluster.yaml");
            ClusterFile.write(embedded.cluster(), file);

            Run probed = Run.json("cluster", "probe", file.toString());

            assertThat(probed.exit()).as(probed.err()).isEqualTo(ExitCode.DONE);
            assertThat(probed.lastLine().path("problems")).isEmpty();
            assertThat(probed.lastLine().path("nodes")).hasSize(3).allSatisfy(node -> {
                assertThat(node.path("reached").asBoolean()).isTrue();
                assertThat(node.path("sharedFolder").asBoolean()).isTrue();
                assertThat(node.path("logicalCpus").asInt()).isPositive();
                assertThat(node.path("memoryMebibytes").asLong()).isPositive();
                assertThat(node.at("/clockOffset/uncertaintyMillis").isNumber()).isTrue();
                assertThat(node.path("folders")).isNotEmpty();
            });
            assertThat(probed.lastLine().at("/nodes/0/role").asText()).isEqualTo("master");
            assertThat(probed.errors()).hasSize(3).last().asString().startsWith("3 of 3: ");
            assertThat(Run.of("cluster", "probe", file.toString()).out()).contains("slave2\n", "  CPUs ", "  memory ");
        }
    }

    @Test
    void namesTheStageAtWhichANodeFailed() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (EmbeddedCluster embedded = EmbeddedCluster.start(folder.resolve("home"), 1)) {
            Path file = folder.resolve("cluster.yaml");
            ClusterFile.write(embedded.cluster(), file);
            int slave = embedded.cluster()
                    .slaves()
                    .getFirst()
                    .ssh()
                    .orElseThrow()
                    .port()
                    .orElseThrow();
            Files.writeString(file, Files.readString(file).replace("port: " + slave, "port: " + free));

            Run probed = Run.json("cluster", "probe", file.toString());

            assertThat(probed.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(probed.lastLine().at("/nodes/0/reached").asBoolean()).isTrue();
            assertThat(probed.lastLine().at("/nodes/1/reached").asBoolean()).isFalse();
            assertThat(probed.lastLine().path("problems")).hasSize(1);
            assertThat(probed.lastLine().at("/problems/0/node").asText()).isEqualTo("slave1");
            assertThat(probed.lastLine().at("/problems/0/stage").asText()).isEqualTo("tcp");
            assertThat(probed.lastLine().at("/problems/0/message").asText()).contains("nothing answers");
        }
        assertThat(Run.of("cluster", "probe", folder.resolve("none.yaml").toString())
                        .exit())
                .isEqualTo(ExitCode.BAD_INPUT);
    }
}
