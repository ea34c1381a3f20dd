package org.aiperf.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SshAddress;
import org.aiperf.embedded.EmbeddedCluster;
import org.aiperf.embedded.LocalOpenSsh;
import org.aiperf.embedded.LoopbackRelay;
import org.aiperf.remote.SshConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cable that is pulled while the agent is sent, on the cluster inside this JVM and on OpenSSH. */
final class BrokenUploadTest {
    private static final long SEED = 20_261_125;
    private static final int LARGE = 6 << 20;
    private static final int SMALL = 1 << 20;

    @TempDir
    private Path folder;

    private AgentBundle bundle;

    @BeforeEach
    void makeAgent() throws IOException {
        Random random = new Random(SEED);
        List<Part> parts = new ArrayList<>();
        for (int size : new int[] {LARGE, SMALL, SMALL, SMALL, SMALL}) {
            byte[] content = new byte[size];
            random.nextBytes(content);
            Path file = Files.write(folder.resolve("part" + parts.size() + ".jar"), content);
            parts.add(new Part.InFile(file.getFileName().toString(), file, Part.sha256(file), size));
        }
        bundle = new AgentBundle(parts, Optional.empty());
    }

    @Test
    void onTheEmbeddedCluster() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(folder.resolve("cluster"), 1)) {
            SshAddress direct = cluster.cluster().master().ssh().orElseThrow();
            try (LoopbackRelay relay = LoopbackRelay.to(direct.port().orElseThrow())) {
                String host = Files.readAllLines(cluster.knownHosts()).getFirst();
                Path knownHosts = Files.writeString(
                        folder.resolve("known_hosts"),
                        "[127.0.0.1]:" + relay.port() + host.substring(host.indexOf(' ')) + "\n");
                SshAddress through = new SshAddress(
                        "127.0.0.1",
                        relay.port(),
                        direct.user().orElseThrow(),
                        direct.identity().orElseThrow(),
                        knownHosts);
                cutAtManyPlaces(relay, through, Path.of(cluster.cluster().sharedFolder()));
            }
        }
    }

    @Test
    void onOpenSsh() throws Exception {
        Optional<String> missing = LocalOpenSsh.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        try (LocalOpenSsh server = LocalOpenSsh.start(folder.resolve("sshd"));
                LoopbackRelay relay = LoopbackRelay.to(server.port())) {
            cutAtManyPlaces(relay, server.through(relay), Files.createDirectory(folder.resolve("shared")));
        }
    }

    /** A limit on the size of files stands for a full disk: the server's write fails in the middle of a file. */
    @Test
    void aDiskThatIsFullIsSaidAndLeavesNothingWithAName() throws Exception {
        Optional<String> missing = LocalOpenSsh.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        Path limited = Files.writeString(
                folder.resolve("limited.sh"),
                "trap '' XFSZ\nulimit -f 4096\nexec "
                        + LocalOpenSsh.program("sftp-server").orElseThrow() + "\n");
        Path shared = Files.createDirectory(folder.resolve("shared"));
        try (LocalOpenSsh server = LocalOpenSsh.start(folder.resolve("sshd"), "Subsystem sftp /bin/sh " + limited);
                SshConnection head = SshConnection.open(new Node("head", Role.MASTER, server.address(), List.of()))) {
            Deployment deployment = new Deployment(head, shared.toString());
            for (int attempt = 1; attempt <= 2; attempt++) {
                assertThatThrownBy(() -> deployment.deploy(bundle, LaunchProgress.SILENT))
                        .isInstanceOf(LaunchException.class)
                        .hasMessageStartingWith("head: ")
                        .hasMessageContaining("check the free space")
                        .hasMessageNotContaining("\n");
            }
        }
        Path store = shared.resolve("aiperf/store");
        assertThat(requireWhole(store)).isLessThan(6);
        assertThat(store.resolve(bundle.jars().getFirst().storedName())).doesNotExist();
        try (Stream<Path> left = Files.list(store.resolve("incoming"))) {
            assertThat(left.filter(file -> file.toString().endsWith(".part"))).isEmpty();
        }
    }

    private void cutAtManyPlaces(LoopbackRelay relay, SshAddress address, Path shared)
            throws IOException, InterruptedException {
        Node node = new Node("head", Role.MASTER, address, List.of());
        List<Integer> missing = new ArrayList<>();
        for (long place : new long[] {LARGE / 2, LARGE / 2, SMALL / 2}) {
            try (SshConnection connection = SshConnection.open(node)) {
                relay.cutAfter(place);
                assertThatThrownBy(() ->
                                new Deployment(connection, shared.toString()).deploy(bundle, LaunchProgress.SILENT))
                        .as("cut after %d bytes (seed %d)", place, SEED)
                        .isInstanceOf(IOException.class);
            } finally {
                relay.mend();
            }
            missing.add(requireWhole(shared.resolve("aiperf/store")));
        }
        try (SshConnection connection = SshConnection.open(node)) {
            new Deployment(connection, shared.toString()).deploy(bundle, LaunchProgress.SILENT);
            long before = relay.sentBytes();
            new Deployment(connection, shared.toString()).deploy(bundle, LaunchProgress.SILENT);
            assertThat(relay.sentBytes() - before)
                    .as("bytes of a deployment without need")
                    .isLessThan(20_000);
        }
        assertThat(requireWhole(shared.resolve("aiperf/store"))).isEqualTo(6);
        assertThat(missing).as("what has arrived is kept").isSorted();
    }

    /** Every file with a name has the digest that the name says. Returns how many there are. */
    private static int requireWhole(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            List<Path> named = files.filter(
                            file -> file.getFileName().toString().matches("[0-9a-f]{64}\\.(jar|args)"))
                    .toList();
            for (Path file : named) {
                assertThat(file.getFileName().toString()).startsWith(Part.sha256(file));
            }
            return named.size();
        }
    }
}
