package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.aiperf.embedded.EmbeddedCluster;
import org.aiperf.remote.ConnectionException.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetachedTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path home;

    @Test
    void livesOnWhenConnectionAndServerAreGoneWhileTheRestIsKilled() throws Exception {
        Path log = home.resolve("log");
        Path pidFile = home.resolve("pid");
        ProcessHandle detached;
        ProcessHandle attached;
        try (EmbeddedCluster embedded = EmbeddedCluster.start(home.resolve("cluster"), 1);
                SshConnection connection = SshConnection.open(embedded.cluster().master())) {
            String script = "echo \"start $1\"; echo err >&2; while [ ! -e \"$2\" ]; do sleep 0.05; done; echo end";
            connection.startDetached(
                    RemoteCommand.of("sh", "-c", script, "sh", "it's \"me\"", home.resolve("go") + ""),
                    log.toString(),
                    pidFile.toString());
            detached = process(pidFile);
            Thread.startVirtualThread(() -> runForEver(connection, home.resolve("attached")));
            await(() -> Files.exists(home.resolve("attached")), "the attached command started");
            attached = process(home.resolve("attached"));
        }

        await(() -> !attached.isAlive(), "the attached command was killed");
        assertThat(detached.isAlive()).isTrue();
        Files.createFile(home.resolve("go"));
        detached.onExit().get(30, TimeUnit.SECONDS);
        assertThat(Files.readAllLines(log)).containsExactly("start it's \"me\"", "err", "end");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");
    }

    @Test
    void leadsAProcessGroupThatCanBeStoppedAsAWhole() throws Exception {
        Path pidFile = home.resolve("pid");
        try (EmbeddedCluster embedded = EmbeddedCluster.start(home.resolve("cluster"), 1);
                SshConnection connection = SshConnection.open(embedded.cluster().master())) {
            connection.startDetached(
                    RemoteCommand.of("sh", "-c", "sleep 600 & echo $! >\"$0\"; wait", home.resolve("child") + ""),
                    home.resolve("log").toString(),
                    pidFile.toString());
            await(() -> size(home.resolve("child")) > 0, "the child started");
            ProcessHandle leader = process(pidFile);
            ProcessHandle child = process(home.resolve("child"));

            connection.run(RemoteCommand.of("kill", "-s", "TERM", "--", "-" + leader.pid()), LIMIT);

            await(() -> !leader.isAlive() && !child.isAlive(), "the group ended");
        }
    }

    @Test
    void tellsAProgramThatIsMissingAndALogThatCannotBeWritten() throws IOException {
        String log = home.resolve("log").toString();
        String pid = home.resolve("pid").toString();
        try (EmbeddedCluster embedded = EmbeddedCluster.start(home.resolve("cluster"), 1);
                SshConnection connection = SshConnection.open(embedded.cluster().master())) {
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> connection.startDetached(RemoteCommand.of("no-such-program"), log, pid))
                    .withMessageContaining("there is no program no-such-program")
                    .satisfies(e -> assertThat(e.stage()).isEqualTo(Stage.COMMAND));
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> connection.startDetached(RemoteCommand.of("true"), home + "/none/log", pid));
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> connection.startDetached(RemoteCommand.of("true"), log, home + "/none/pid"))
                    .withMessageContaining("cannot write");
        }
    }

    private static void runForEver(SshConnection connection, Path pidFile) {
        try {
            connection.run(
                    RemoteCommand.of(
                            "sh", "-c", "sleep 600 & echo $! >\"$0.new\"; mv \"$0.new\" \"$0\"; wait", pidFile + ""),
                    Duration.ofMinutes(10));
        } catch (ConnectionException expected) {
            // The connection is closed under it.
        }
    }

    private static ProcessHandle process(Path pidFile) throws IOException {
        long pid = Long.parseLong(Files.readString(pidFile).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    /** Processes of others tell nobody when they end or write, so the condition is looked at again and again. */
    private static void await(BooleanSupplier condition, String what) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
