package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.SshAddress;
import org.aiperf.embedded.EmbeddedCluster;
import org.aiperf.remote.ConnectionException.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a connection must not come to be, with the stage and the words it must be told in. */
class RefusalTest {
    @TempDir
    static Path home;

    @TempDir
    Path folder;

    private static EmbeddedCluster embedded;
    private static Node master;

    @BeforeAll
    static void start() throws IOException {
        embedded = EmbeddedCluster.start(home, 1);
        master = embedded.cluster().master();
    }

    @AfterAll
    static void stop() throws IOException {
        embedded.close();
    }

    @Test
    void refusesAnUnknownHostKeyAndNamesItsFingerprint() throws Exception {
        Path empty = Files.createFile(folder.resolve("known_hosts"));

        ConnectionException refusal = refusal(with(ssh(master).identity().orElseThrow(), empty));

        assertThat(refusal.stage()).isEqualTo(Stage.HOST_KEY);
        assertThat(refusal).hasMessageContainingAll(fingerprint(keyOf(master)), "is not in " + empty);
        assertThat(empty).isEmptyFile();
    }

    @Test
    void refusesAnyHostKeyWhereThereIsNoFileOfKnownHosts() {
        Path missing = folder.resolve("known_hosts");

        assertThat(refusal(with(ssh(master).identity().orElseThrow(), missing)).stage())
                .isEqualTo(Stage.HOST_KEY);
        assertThat(missing).doesNotExist();
    }

    @Test
    void refusesAChangedHostKeyAndNamesBothFingerprints() throws Exception {
        Node slave = embedded.cluster().slaves().getFirst();
        String line = place(master) + " ecdsa-sha2-nistp256 " + keyOf(slave);
        Path changed = Files.write(folder.resolve("known_hosts"), List.of(line));

        ConnectionException refusal = refusal(with(ssh(master).identity().orElseThrow(), changed));

        assertThat(refusal.stage()).isEqualTo(Stage.HOST_KEY);
        assertThat(refusal)
                .hasMessageContainingAll(
                        "has changed", "has " + fingerprint(keyOf(slave)), "sent " + fingerprint(keyOf(master)));
        assertThat(changed).hasContent(line);
    }

    @Test
    void refusesAKeyOfAnotherTypeThanTheKnownOneAsChanged() throws Exception {
        String known = "AAAAC3NzaC1lZDI1NTE5AAAAIA"
                + Base64.getEncoder().encodeToString(RandomBytes.of(33)).substring(0, 42);
        Path other = Files.write(folder.resolve("known_hosts"), List.of(place(master) + " ssh-ed25519 " + known));

        ConnectionException refusal = refusal(with(ssh(master).identity().orElseThrow(), other));

        assertThat(refusal.stage()).isEqualTo(Stage.HOST_KEY);
        assertThat(refusal).hasMessageContaining("has changed");
    }

    @Test
    void refusesARevokedHostKeyEvenIfItIsKnown() throws Exception {
        String key = place(master) + " ecdsa-sha2-nistp256 " + keyOf(master);
        Path revoked = Files.write(folder.resolve("known_hosts"), List.of(key, "@revoked " + key));

        ConnectionException refusal = refusal(with(ssh(master).identity().orElseThrow(), revoked));

        assertThat(refusal.stage()).isEqualTo(Stage.HOST_KEY);
        assertThat(refusal).hasMessageContaining("revoked");
    }

    @Test
    void tellsAKeyThatTheServerDoesNotAccept() throws IOException {
        try (EmbeddedCluster other = EmbeddedCluster.start(folder.resolve("other"), 1)) {
            Path foreign = ssh(other.cluster().master()).identity().orElseThrow();

            ConnectionException refusal = refusal(with(foreign, embedded.knownHosts()));

            assertThat(refusal.stage()).isEqualTo(Stage.AUTHENTICATION);
            assertThat(refusal)
                    .hasMessageContainingAll(
                            "master: ", foreign.toString(), ssh(master).user().orElseThrow());
        }
    }

    @Test
    void tellsAKeyThatIsMissingOrNoKey() throws IOException {
        Path text = Files.writeString(folder.resolve("key"), "not a key\n");

        assertThat(refusal(with(text, embedded.knownHosts())).stage()).isEqualTo(Stage.AUTHENTICATION);
        assertThat(refusal(with(folder.resolve("nothing"), embedded.knownHosts()))
                        .stage())
                .isEqualTo(Stage.AUTHENTICATION);
    }

    @Test
    void tellsAnAddressThatDoesNotExist() {
        ConnectionException refusal = refusal(at("no-such-host.invalid", 22));

        assertThat(refusal.stage()).isEqualTo(Stage.ADDRESS);
        assertThat(refusal).hasMessage("master: there is no address for no-such-host.invalid; check the host name");
    }

    @Test
    void tellsAPortWhereNothingAnswers() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        ConnectionException refusal = refusal(at("127.0.0.1", port));

        assertThat(refusal.stage()).isEqualTo(Stage.TCP);
        assertThat(refusal).hasMessageContaining("nothing answers at 127.0.0.1 port " + port);
    }

    @Test
    void tellsAServerThatDoesNotSpeakSsh() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answer = Thread.startVirtualThread(() -> answerOnce(server, "HTTP/1.1 400 Bad Request\r\n\r\n"));

            ConnectionException refusal = refusal(at("127.0.0.1", server.getLocalPort()));

            answer.join();
            assertThat(refusal.stage()).isEqualTo(Stage.BANNER);
        }
    }

    @Test
    void tellsAServerThatLeavesWhileKeysAreMade() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answer = Thread.startVirtualThread(() -> answerOnce(server, "SSH-2.0-Test\r\n"));

            ConnectionException refusal = refusal(at("127.0.0.1", server.getLocalPort()));

            answer.join();
            assertThat(refusal.stage()).isEqualTo(Stage.KEY_EXCHANGE);
        }
    }

    private static ConnectionException refusal(Node node) {
        ConnectionException refusal = catchThrowableOfType(
                ConnectionException.class, () -> SshConnection.open(node).close());
        assertThat(refusal).isNotNull();
        assertThat(refusal.getMessage())
                .startsWith("master: ")
                .doesNotContain("\n")
                .contains("; ");
        return refusal;
    }

    private static void answerOnce(ServerSocket server, String text) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException clientLeft) {
            // That is what the client does in these tests.
        }
    }

    private static Node with(Path identity, Path knownHosts) {
        SshAddress ssh = master.ssh().orElseThrow();
        return node(
                new SshAddress(ssh.host(), ssh.port().orElseThrow(), ssh.user().orElseThrow(), identity, knownHosts));
    }

    private static Node at(String host, int port) {
        SshAddress ssh = master.ssh().orElseThrow();
        return node(new SshAddress(
                host,
                port,
                ssh.user().orElseThrow(),
                ssh.identity().orElseThrow(),
                ssh.knownHosts().orElseThrow()));
    }

    private static SshAddress ssh(Node node) {
        return node.ssh().orElseThrow();
    }

    private static Node node(SshAddress ssh) {
        return new Node(master.name(), master.role(), ssh, master.accelerators());
    }

    private static String place(Node node) {
        return "[127.0.0.1]:" + ssh(node).port().orElseThrow();
    }

    private static String keyOf(Node node) throws IOException {
        return Files.readAllLines(embedded.knownHosts()).stream()
                .filter(line -> line.startsWith(place(node) + " "))
                .map(line -> line.split(" ")[2])
                .findFirst()
                .orElseThrow();
    }

    private static String fingerprint(String key) throws Exception {
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(key));
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    }
}
