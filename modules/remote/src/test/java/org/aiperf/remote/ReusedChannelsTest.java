package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aiperf.cluster.Node;
import org.aiperf.remote.ConnectionException.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Login scripts are paid for once, and nobody notices otherwise that commands share shells. */
@Timeout(120)
class ReusedChannelsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Node TARGET = TestUser.node("target");
    private static final RemoteCommand SHELL = RemoteCommand.script("echo $PPID", List.of());

    @TempDir
    Path home;

    private OpenSshServer server(String... settings) throws Exception {
        return OpenSshServer.start(home.resolve("server"), settings);
    }

    private Connections connections(OpenSshServer server) throws Exception {
        return new TestUser(home)
                .knows("target", server.hostKey())
                .host("target", server)
                .connections(Questions.REFUSING);
    }

    private static String shell(SshConnection connection) throws ConnectionException {
        return connection.run(SHELL, LIMIT).out().strip();
    }

    @Test
    void commandsOneAfterAnotherLogInOnce() throws Exception {
        try (OpenSshServer server = server();
                Connections connections = connections(server)) {
            SshConnection connection = connections.to(TARGET);
            Set<String> shells = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                shells.add(shell(connection));
                connection.run(RemoteCommand.script("cd /; umask 0; exit 3", List.of()), LIMIT);
                connection.run(RemoteCommand.script("kill -9 $$", List.of()), LIMIT);
            }
            assertThat(shells).hasSize(1);

            ConnectionException late = catchThrowableOfType(
                    ConnectionException.class,
                    () -> connection.run(RemoteCommand.of("sleep", "60"), Duration.ofMillis(100)));
            assertThat(late.stage()).isEqualTo(Stage.COMMAND);
            assertThat(shells.add(shell(connection)))
                    .as("a shell that has not ended its command is used again")
                    .isTrue();
        }
    }

    @Test
    void commandsAtOnceLogInOneAtATimeAndTakeWhatIsFree() throws Exception {
        try (OpenSshServer server = server();
                Connections connections = connections(server);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SshConnection connection = connections.to(TARGET);
            List<Future<String>> asked = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                asked.add(threads.submit(() -> shell(connection)));
            }
            Set<String> shells = new HashSet<>();
            for (Future<String> one : asked) {
                shells.add(one.get());
            }
            System.out.println("reused: 40 commands at once in " + shells.size() + " shells");
            assertThat(shells).hasSizeBetween(1, 20);
        }
    }

    @Test
    void aServerThatAllowsOneChannelIsEnough() throws Exception {
        String file = home.resolve("file").toString();
        try (OpenSshServer server = server("MaxSessions 1");
                Connections connections = connections(server)) {
            SshConnection connection = connections.to(TARGET);
            for (int i = 0; i < 5; i++) {
                byte[] content = ("round " + i).getBytes(StandardCharsets.UTF_8);
                connection.files().write(file, content);
                assertThat(connection.run(RemoteCommand.of("cat", file), LIMIT).out())
                        .isEqualTo("round " + i);
                assertThat(connection.files().read(file, 0, 100)).isEqualTo(content);
                assertThat(shell(connection)).isNotEmpty();
                try (RemoteTail tail = connection.files().tail(file, 0)) {
                    assertThat(tail.poll()).isEqualTo(content);
                }
            }
        }
    }

    @Test
    void aShellThatWasEndedIsNotUsed() throws Exception {
        try (OpenSshServer server = server();
                Connections connections = connections(server)) {
            SshConnection connection = connections.to(TARGET);
            long first = Long.parseLong(shell(connection));

            ProcessHandle.of(first).ifPresent(ProcessHandle::destroyForcibly);

            // Until its end is heard of here, a command may still be given to it, and is told to have been cut off.
            long second = first;
            while (second == first) {
                try {
                    second = Long.parseLong(shell(connection));
                } catch (ConnectionException e) {
                    assertThat(e.stage()).isEqualTo(Stage.COMMAND);
                }
            }
            assertThat(connection.isOpen()).isTrue();
        }
    }
}
