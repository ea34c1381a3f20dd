package org.aiperf.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClusterTest {
    @TempDir
    Path home;

    @Test
    void describesEveryNodeAndSharesTheCpusOut() throws IOException {
        try (EmbeddedCluster embedded = EmbeddedCluster.start(home, 2)) {
            List<Node> nodes = embedded.cluster().nodes();

            assertThat(nodes).extracting(Node::name).containsExactly("master", "slave1", "slave2");
            assertThat(nodes)
                    .extracting(node -> node.ssh().orElseThrow().port().orElseThrow())
                    .doesNotHaveDuplicates();
            assertThat(embedded.cluster().sharedFolder())
                    .isEqualTo(home.resolve("shared").toString());
            int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
            assertThat(embedded.cluster().slaves())
                    .allSatisfy(slave -> assertThat(slave.accelerators())
                            .extracting(Accelerator::threads)
                            .containsExactly(threads));
            assertThat(Files.readAllLines(embedded.knownHosts())).hasSize(3).allMatch(line -> line.startsWith("["));
        }
    }

    @Test
    void keepsKeysAndFoldersToTheirOwner() throws IOException {
        try (EmbeddedCluster embedded = EmbeddedCluster.start(home, 1);
                Stream<Path> files = Files.walk(home)) {
            assertThat(embedded.cluster()
                            .master()
                            .ssh()
                            .orElseThrow()
                            .identity()
                            .orElseThrow())
                    .exists();
            assertThat(files.filter(path -> !path.equals(home)))
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void usesTheSameKeysAgainOnTheSameHomeAndRunsTwiceAtOnce() throws IOException {
        try (EmbeddedCluster first = EmbeddedCluster.start(home, 1);
                EmbeddedCluster second = EmbeddedCluster.start(home, 1)) {
            assertThat(second.knownHosts()).isNotEqualTo(first.knownHosts());
            assertThat(keys(second)).isEqualTo(keys(first));
            assertThat(second.cluster().master().ssh().orElseThrow().identity().orElseThrow())
                    .isEqualTo(first.cluster()
                            .master()
                            .ssh()
                            .orElseThrow()
                            .identity()
                            .orElseThrow());
        }
    }

    @Test
    void closesFastAndLetsItsPortsAndKnownHostsGo() throws IOException {
        EmbeddedCluster embedded = EmbeddedCluster.start(home, 3);
        long start = System.nanoTime();

        embedded.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(embedded.knownHosts()).doesNotExist();
        for (Node node : embedded.cluster().nodes()) {
            try (ServerSocket socket = new ServerSocket(
                    node.ssh().orElseThrow().port().orElseThrow(), 1, InetAddress.getLoopbackAddress())) {
                assertThat(socket.isBound()).isTrue();
            }
        }
    }

    @Test
    void refusesAClusterWithoutSlaves() {
        assertThatIllegalArgumentException().isThrownBy(() -> EmbeddedCluster.start(home, 0));
    }

    @Test
    void forwardsToLoopbackAddressesOnly() {
        assertThat(Stream.of("127.0.0.1", "127.1.2.3", "::1", "localhost")).allMatch(LoopbackForwarding::isLoopback);
        assertThat(Stream.of("10.0.0.1", "0.0.0.0", "127.0.0.1.example.org", "example.org", "1270.0.0.1"))
                .noneMatch(LoopbackForwarding::isLoopback);
    }

    private static List<String> keys(EmbeddedCluster embedded) throws IOException {
        return Files.readAllLines(embedded.knownHosts()).stream()
                .map(line -> line.substring(line.indexOf(' ')))
                .toList();
    }
}
