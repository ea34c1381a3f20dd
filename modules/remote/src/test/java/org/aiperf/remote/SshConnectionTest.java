package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aiperf.cluster.Node;
import org.aiperf.embedded.EmbeddedCluster;
import org.aiperf.remote.ConnectionException.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshConnectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    static Path home;

    private static EmbeddedCluster embedded;
    private static SshConnection connection;

    @BeforeAll
    static void connect() throws IOException {
        embedded = EmbeddedCluster.start(home, 1);
        connection = SshConnection.open(embedded.cluster().master());
    }

    @AfterAll
    static void disconnect() throws IOException {
        connection.close();
        embedded.close();
    }

    @Test
    void runsACommandWithBothOutputsAndItsExitCode() throws ConnectionException {
        Completed completed =
                connection.run(RemoteCommand.script("echo out; echo \"err $1\" >&2; exit 7", List.of("x y")), LIMIT);

        assertThat(completed).isEqualTo(new Completed(7, "out\n", "err x y\n"));
    }

    @Test
    void tellsAnEmbeddedNodeNothingOfTheEnvironmentOfItsUser() throws ConnectionException {
        assertThat(System.getenv()).as("there is something to tell").isNotEmpty();

        Completed completed = connection.run(RemoteCommand.of("env"), LIMIT);

        assertThat(completed.out().lines().map(line -> line.replaceFirst("=.*", "")))
                .contains("PATH", "HOME", "USER")
                .allMatch(
                        name -> name.matches(
                                "PATH|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|LD_LIBRARY_PATH|HOME|USER|LOGNAME|AIPERF_NODE|PWD|SHLVL|_"));
    }

    @Test
    void runsOnTheNodeItWasToldInAHomeOfItsOwn() throws IOException {
        Node slave = embedded.cluster().slaves().getFirst();
        try (SshConnection other = SshConnection.open(slave)) {
            Completed completed = other.run(
                    RemoteCommand.script("printf '%s %s %s' \"$AIPERF_NODE\" \"$USER\" \"$PWD\"", List.of()), LIMIT);

            assertThat(completed.out())
                    .isEqualTo("slave1 " + slave.ssh().orElseThrow().user().orElseThrow() + " "
                            + home.resolve("nodes/slave1"));
        }
    }

    @Test
    void passesEveryCharacterOn() throws ConnectionException {
        String text = " -n 'it''s' \"$HOME\" `id` \\ 中文 😀 \n\t%s\u0001 ";

        assertThat(connection.run(RemoteCommand.of("printf", "%s", text), LIMIT).out())
                .isEqualTo(text);
        assertThat(connection
                        .run(RemoteCommand.script("printf %s \"$1\"", List.of(text)), LIMIT)
                        .out())
                .isEqualTo(text);
    }

    @Test
    void countsAKilledCommandAsAShellDoes() throws ConnectionException {
        assertThat(connection
                        .run(RemoteCommand.script("kill -9 $$", List.of()), LIMIT)
                        .exit())
                .isEqualTo(137);
        assertThat(connection.run(RemoteCommand.of("no-such-program"), LIMIT).exit())
                .isEqualTo(127);
    }

    @Test
    void runsThirtyTwoCommandsAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Completed>> running = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                String name = "n" + i;
                running.add(threads.submit(() ->
                        connection.run(RemoteCommand.script("sleep 0.1; echo \"$1\"; exit 3", List.of(name)), LIMIT)));
            }
            for (int i = 0; i < 32; i++) {
                assertThat(running.get(i).get()).isEqualTo(new Completed(3, "n" + i + "\n", ""));
            }
        }
    }

    @Test
    void takesMegabytesOfOutputAndRefusesMoreThanSixteen() throws ConnectionException {
        RemoteCommand big =
                RemoteCommand.script("head -c \"$1\" /dev/zero; head -c \"$1\" /dev/zero >&2", List.of("10000000"));

        Completed completed = connection.run(big, LIMIT);

        assertThat(completed.out()).hasSize(10_000_000);
        assertThat(completed.err()).hasSize(10_000_000);
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> connection.run(RemoteCommand.of("cat", "/dev/zero"), LIMIT))
                .withMessageContaining("more than 16 MiB")
                .satisfies(e -> assertThat(e.stage()).isEqualTo(Stage.COMMAND));
    }

    @Test
    void givesACommandUpThatDoesNotEnd() {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> connection.run(RemoteCommand.of("sleep", "60"), Duration.ofMillis(200)))
                .withMessage("master: sleep did not end within 200 ms; see what it is waiting for there")
                .satisfies(e -> assertThat(e.stage()).isEqualTo(Stage.COMMAND));
    }

    @Test
    void reachesTwoClustersOnOneHomeAtOnce() throws IOException {
        try (EmbeddedCluster second = EmbeddedCluster.start(home, 1);
                SshConnection other = SshConnection.open(second.cluster().master())) {
            assertThat(other.run(RemoteCommand.of("true"), LIMIT).exit()).isZero();
            assertThat(connection.run(RemoteCommand.of("true"), LIMIT).exit()).isZero();
        }
        try (SshConnection again = SshConnection.open(embedded.cluster().master())) {
            assertThat(again.run(RemoteCommand.of("true"), LIMIT).exit()).isZero();
        }
    }

    @Test
    void isForwardedToThisMachineOnly() throws Exception {
        int port = embedded.cluster().master().ssh().orElseThrow().port().orElseThrow();
        Channel allowed = connection.session().getStreamForwarder("127.0.0.1", port);
        InputStream greeting = allowed.getInputStream();
        allowed.connect(5_000);

        assertThat(new String(greeting.readNBytes(4), StandardCharsets.US_ASCII))
                .isEqualTo("SSH-");
        allowed.disconnect();
        Channel refused = connection.session().getStreamForwarder("192.0.2.1", port);
        assertThatExceptionOfType(JSchException.class).isThrownBy(() -> refused.connect(5_000));
    }
}
