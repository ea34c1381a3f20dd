package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.aiperf.cluster.Node;
import org.aiperf.remote.ConnectionException.Stage;
import org.aiperf.remote.CuttingProxy.Cut;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lines are cut at any moment: it must be told where, nothing may be left half done, and the next try must work. */
@Timeout(180)
class CutTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Node TARGET = TestUser.node("target");

    @TempDir
    static Path folder;

    @TempDir
    Path home;

    private static OpenSshServer login;
    private static OpenSshServer target;

    @BeforeAll
    static void start() throws Exception {
        login = OpenSshServer.start(folder.resolve("login"));
        target = OpenSshServer.start(folder.resolve("target"));
    }

    @AfterAll
    static void stop() throws IOException {
        for (OpenSshServer server : new OpenSshServer[] {login, target}) {
            if (server != null) {
                server.close();
            }
        }
    }

    private TestUser user(int port, String... more) throws IOException {
        return new TestUser(home).knows("target", target.hostKey()).host("target", port, target.clientKey(), more);
    }

    @Test
    void namesTheStageAtWhichAConnectionWasCutWhileItWasMade() throws Exception {
        int cases = 0;
        try (CuttingProxy proxy = CuttingProxy.before(target.port(), Cut.NEVER);
                Connections connections = user(proxy.port()).connections(Questions.REFUSING)) {
            for (Cut cut : Cut.values()) {
                proxy.heal();
                if (cut == Cut.NEVER) {
                    continue;
                }
                proxy.cutAt(cut);
                ConnectionException failure = failure(connections);
                assertThat(failure.stage())
                        .as("%s: %s", cut, failure.getMessage())
                        .isEqualTo(
                                switch (cut) {
                                    case NEVER, BEFORE_THE_BANNER, WITHIN_THE_BANNER -> Stage.BANNER;
                                    case AFTER_THE_BANNER, AFTER_THE_FIRST_PACKET, WITHIN_THE_KEY -> Stage.KEY_EXCHANGE;
                                    case AFTER_NEW_KEYS, IN_THE_LOGIN -> Stage.AUTHENTICATION;
                                });
                assertThat(failure.passing()).isTrue();
                cases++;
            }
            proxy.heal();
            assertThat(connections.to(TARGET).isOpen()).isTrue();
        }
        System.out.println("cut: " + cases + " places of a handshake, each with its stage");
    }

    @Test
    void namesTheHopAtWhichAConnectionWasCut() throws Exception {
        try (CuttingProxy proxy = CuttingProxy.before(login.port(), Cut.AFTER_THE_BANNER)) {
            TestUser user = user(target.port(), "ProxyJump login")
                    .knows("login", login.hostKey())
                    .host("login", proxy.port(), login.clientKey());
            try (Connections connections = user.connections(Questions.REFUSING)) {
                ConnectionException failure = failure(connections);
                assertThat(failure.stage()).isEqualTo(Stage.KEY_EXCHANGE);
                assertThat(failure.hop()).contains("login");
                assertThat(failure).hasMessageStartingWith("target: on the way, at login: ");
                proxy.heal();
                SshConnection connection = connections.to(TARGET);
                assertThat(connection.run(RemoteCommand.of("true"), LIMIT).exit())
                        .isZero();

                proxy.cutNow();

                ConnectionException broken = catchThrowableOfType(ConnectionException.class, () -> {
                    connection.run(RemoteCommand.of("true"), LIMIT);
                    connection.run(RemoteCommand.of("true"), LIMIT);
                });
                assertThat(broken.stage()).isIn(Stage.CHANNEL, Stage.COMMAND);
                assertThat(connections
                                .to(TARGET)
                                .run(RemoteCommand.of("true"), LIMIT)
                                .exit())
                        .isZero();
            }
        }
    }

    @Test
    void namesTheChannelThatCouldNotBeOpened() throws Exception {
        try (CuttingProxy proxy = CuttingProxy.before(target.port(), Cut.NEVER);
                Connections connections = user(proxy.port()).connections(Questions.REFUSING)) {
            SshConnection connection = connections.to(TARGET);
            proxy.cutAfterClientBytes(1);

            ConnectionException failure = catchThrowableOfType(
                    ConnectionException.class, () -> connection.run(RemoteCommand.of("true"), LIMIT));

            assertThat(failure.stage()).isEqualTo(Stage.CHANNEL);
        }
    }

    @Test
    void namesTheCommandThatWasCutOff() throws Exception {
        Path started = home.resolve("started");
        try (CuttingProxy proxy = CuttingProxy.before(target.port(), Cut.NEVER);
                Connections connections = user(proxy.port()).connections(Questions.REFUSING)) {
            SshConnection connection = connections.to(TARGET);
            Thread.startVirtualThread(() -> {
                awaitFile(started);
                proxy.cutNow();
            });

            ConnectionException failure = catchThrowableOfType(
                    ConnectionException.class,
                    () -> connection.run(
                            RemoteCommand.script("echo $$ >\"$1\"; exec sleep 60", List.of(started + "")), LIMIT));

            assertThat(failure.stage()).isEqualTo(Stage.COMMAND);
            assertThat(failure).hasMessageContaining("sh was cut off with the connection");
            endProcess(started);
            assertThat(connections
                            .to(TARGET)
                            .run(RemoteCommand.of("true"), LIMIT)
                            .exit())
                    .isZero();
        }
    }

    @Test
    void noticesThatTheOtherSideFellSilentDirectlyAndBehindAnotherHost() throws Exception {
        for (String way : List.of("none", "login")) {
            Path started = home.resolve("started-" + way);
            try (CuttingProxy proxy = CuttingProxy.before(target.port(), Cut.NEVER)) {
                TestUser user = new TestUser(home.resolve(way))
                        .knows("target", target.hostKey())
                        .knows("login", login.hostKey())
                        .host("login", login)
                        .host(
                                "target",
                                proxy.port(),
                                target.clientKey(),
                                "ProxyJump " + way,
                                "ServerAliveInterval 1",
                                "ServerAliveCountMax 2");
                AtomicLong silence = new AtomicLong();
                try (Connections connections = user.connections(Questions.REFUSING)) {
                    SshConnection connection = connections.to(TARGET);
                    Thread.startVirtualThread(() -> {
                        awaitFile(started);
                        proxy.fallSilent();
                        silence.set(System.nanoTime());
                    });

                    ConnectionException failure = catchThrowableOfType(
                            ConnectionException.class,
                            () -> connection.run(
                                    RemoteCommand.script("echo $$ >\"$1\"; exec sleep 60", List.of(started + "")),
                                    LIMIT));

                    Duration noticed = Duration.ofNanos(System.nanoTime() - silence.get());
                    assertThat(failure.stage()).isEqualTo(Stage.COMMAND);
                    assertThat(noticed).isLessThan(Duration.ofSeconds(15));
                    assertThat(connection.isOpen()).isFalse();
                    System.out.println(
                            "cut: a silent peer was noticed after " + noticed.toMillis() + " ms, jump " + way);
                }
                endProcess(started);
            }
        }
    }

    @Test
    void namesTheTransferThatWasCut() throws Exception {
        byte[] bytes = RandomBytes.of(20_000_000);
        Path local = Files.write(home.resolve("local"), bytes);
        String remote = home.resolve("remote").toString();
        try (CuttingProxy proxy = CuttingProxy.before(target.port(), Cut.NEVER);
                Connections connections = user(proxy.port()).connections(Questions.REFUSING)) {
            RemoteFiles files = connections.to(TARGET).files();
            ConnectionException upload = catchThrowableOfType(
                    ConnectionException.class,
                    () -> files.upload(local, remote, sent -> {
                        if (sent > 1_000_000) {
                            proxy.cutNow();
                        }
                    }));
            assertThat(upload.stage()).as(upload.getMessage()).isEqualTo(Stage.TRANSFER);
            assertThat(Path.of(remote)).doesNotExist();

            connections.to(TARGET).files().upload(local, remote, sent -> {});
            assertThat(Files.mismatch(local, Path.of(remote))).isEqualTo(-1);

            RemoteFiles again = connections.to(TARGET).files();
            proxy.cutAfterServerBytes(1_000_000);
            ConnectionException download =
                    catchThrowableOfType(ConnectionException.class, () -> again.download(remote, home.resolve("back")));
            assertThat(download.stage()).as(download.getMessage()).isEqualTo(Stage.TRANSFER);
            assertThat(home.resolve("back")).doesNotExist();
        }
    }

    @Test
    void leavesTheOldFileOrTheNewOneWhereverAWriteIsCut() throws Exception {
        Path file = home.resolve("file");
        byte[] before = RandomBytes.of(1_000);
        byte[] after = RandomBytes.of(1_500);
        int cuts = 0;
        int replaced = 0;
        try (CuttingProxy proxy = CuttingProxy.before(target.port(), Cut.NEVER);
                Connections connections = user(proxy.port()).connections(Questions.REFUSING)) {
            for (long cut = 40; ; cut += 130) {
                Files.write(file, before);
                SshConnection connection = connections.to(TARGET);
                proxy.cutAfterClientBytes(cut);
                ConnectionException failure = catchThrowableOfType(
                        ConnectionException.class, () -> connection.files().write(file.toString(), after));
                proxy.heal();
                byte[] now = Files.readAllBytes(file);
                if (failure == null) {
                    assertThat(now).isEqualTo(after);
                    break;
                }
                assertThat(failure.stage()).isIn(Stage.CHANNEL, Stage.TRANSFER);
                assertThat(now).as("cut after %d bytes", cut).isIn(before, after);
                replaced += now.length == after.length ? 1 : 0;
                cuts++;
            }
        }
        System.out.println("cut: " + cuts + " places of a write; the new file was there after " + replaced);
        assertThat(cuts).isGreaterThan(15);
    }

    @Test
    void followsAFileAcrossACutWithoutLosingAByte() throws Exception {
        Path file = Files.writeString(home.resolve("events"), "one\n");
        try (CuttingProxy proxy = CuttingProxy.before(target.port(), Cut.NEVER);
                Connections connections = user(proxy.port()).connections(Questions.REFUSING)) {
            RemoteTail tail = connections.to(TARGET).files().tail(file.toString(), 0);
            assertThat(tail.poll()).asString().isEqualTo("one\n");
            proxy.cutNow();
            Files.writeString(file, "one\ntwo\n");

            ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> {
                tail.poll();
                tail.poll();
            });

            assertThat(failure.stage()).isIn(Stage.TRANSFER, Stage.CHANNEL);
            try (RemoteTail resumed = connections.to(TARGET).files().tail(file.toString(), tail.offset())) {
                assertThat(resumed.poll()).asString().isEqualTo("two\n");
            }
            tail.close();
        }
    }

    @Test
    void closesWhileTheLineIsDead() throws Exception {
        try (CuttingProxy proxy = CuttingProxy.before(target.port(), Cut.NEVER)) {
            Connections connections = user(proxy.port()).connections(Questions.REFUSING);
            SshConnection connection = connections.to(TARGET);
            proxy.fallSilent();

            connections.close();

            assertThat(connection.isOpen()).isFalse();
        }
    }

    private static void endProcess(Path pidFile) throws IOException {
        ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip())).ifPresent(ProcessHandle::destroy);
    }

    private static ConnectionException failure(Connections connections) {
        ConnectionException failure =
                catchThrowableOfType(ConnectionException.class, () -> connections.to(TARGET, Duration.ZERO));
        assertThat(failure).isNotNull();
        return failure;
    }

    /** Processes of others tell nobody when they write, so it is looked at again and again. */
    private static void awaitFile(Path file) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (file.toFile().length() == 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
