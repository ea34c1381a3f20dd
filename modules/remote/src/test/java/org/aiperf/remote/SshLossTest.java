package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.aiperf.cluster.Node;
import org.aiperf.remote.ConnectionException.Stage;
import org.aiperf.remote.CuttingProxy.Cut;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table of the stages at which SSH is lost. At each the failure must name the stage, nothing may be left half done,
 * and the next try, through the same connections, must work.
 */
@Timeout(180)
class SshLossTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Node TARGET = TestUser.node("target");
    private static final int BIG = 20_000_000;
    private static final int MEGABYTE = 1_000_000;

    @TempDir
    static Path folder;

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

    /** Where the proxy stands on the way to the target. */
    private enum Way {
        BEFORE_THE_TARGET,
        BEFORE_THE_TARGET_BEHIND_A_HOST,
        BEFORE_THE_HOST_ON_THE_WAY
    }

    /** What is lost, and how that looks. */
    private interface Loss {
        void happens(Lab lab) throws Exception;
    }

    private record Row(String stage, Way way, Loss loss) {}

    private static final List<Row> ROWS = List.of(
            new Row("TCP", Way.BEFORE_THE_TARGET, SshLossTest::tcp),
            new Row(
                    "banner",
                    Way.BEFORE_THE_TARGET,
                    lab -> lab.cutWhileConnecting(Cut.BEFORE_THE_BANNER, Stage.BANNER)),
            new Row(
                    "key exchange",
                    Way.BEFORE_THE_TARGET,
                    lab -> lab.cutWhileConnecting(Cut.AFTER_THE_FIRST_PACKET, Stage.KEY_EXCHANGE)),
            new Row(
                    "host key",
                    Way.BEFORE_THE_TARGET,
                    lab -> lab.cutWhileConnecting(Cut.WITHIN_THE_KEY, Stage.KEY_EXCHANGE)),
            new Row(
                    "login",
                    Way.BEFORE_THE_TARGET,
                    lab -> lab.cutWhileConnecting(Cut.IN_THE_LOGIN, Stage.AUTHENTICATION)),
            new Row("channel open", Way.BEFORE_THE_TARGET, SshLossTest::channel),
            new Row("command", Way.BEFORE_THE_TARGET, lab -> lab.lostUnderACommand(lab.proxy()::cutNow)),
            new Row("upload", Way.BEFORE_THE_TARGET, SshLossTest::upload),
            new Row("download", Way.BEFORE_THE_TARGET, SshLossTest::download),
            new Row("rename", Way.BEFORE_THE_TARGET, SshLossTest::rename),
            new Row("tail", Way.BEFORE_THE_TARGET, SshLossTest::tail),
            new Row(
                    "forwarded channel",
                    Way.BEFORE_THE_TARGET_BEHIND_A_HOST,
                    lab -> lab.lostUnderACommand(lab.proxy()::cutNow)),
            new Row("keep-alive", Way.BEFORE_THE_TARGET, SshLossTest::keepAlive),
            new Row("keep-alive behind a host", Way.BEFORE_THE_TARGET_BEHIND_A_HOST, SshLossTest::keepAlive),
            new Row("close", Way.BEFORE_THE_TARGET, SshLossTest::close),
            new Row("host on the way", Way.BEFORE_THE_HOST_ON_THE_WAY, SshLossTest::hop));

    @TestFactory
    Stream<DynamicTest> isSurvivedAtEachStage() {
        System.out.println("ssh loss: " + ROWS.size() + " stages");
        return ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(row.stage(), () -> {
                    try (Lab lab = Lab.open(folder.resolve(row.stage().replace(' ', '-')), row.way())) {
                        row.loss().happens(lab);
                        lab.proxy().heal();
                        assertThat(lab.connect()
                                        .run(RemoteCommand.of("true"), LIMIT)
                                        .exit())
                                .as("the next try")
                                .isZero();
                    }
                }));
    }

    private static void tcp(Lab lab) throws Exception {
        lab.proxy().stop();
        assertThat(lab.failure(lab::connectAtOnce).stage()).isEqualTo(Stage.TCP);
        lab.listenAgain();
    }

    private static void channel(Lab lab) throws Exception {
        SshConnection connection = lab.connect();
        lab.proxy().cutAfterClientBytes(1);
        assertThat(lab.failure(() -> connection.run(RemoteCommand.of("true"), LIMIT))
                        .stage())
                .isEqualTo(Stage.CHANNEL);
    }

    private static void upload(Lab lab) throws Exception {
        Path local = Files.write(lab.home().resolve("local"), RandomBytes.of(BIG));
        Path remote = lab.home().resolve("remote");
        RemoteFiles files = lab.connect().files();
        assertThat(lab.failure(() -> files.upload(local, remote.toString(), sent -> {
                            if (sent > MEGABYTE) {
                                lab.proxy().cutNow();
                            }
                        }))
                        .stage())
                .isEqualTo(Stage.TRANSFER);
        assertThat(remote).doesNotExist();
        lab.connect().files().upload(local, remote.toString(), sent -> {});
        assertThat(Files.mismatch(local, remote)).isEqualTo(-1);
    }

    private static void download(Lab lab) throws Exception {
        Path remote = Files.write(lab.home().resolve("remote"), RandomBytes.of(BIG));
        Path local = lab.home().resolve("local");
        RemoteFiles files = lab.connect().files();
        lab.proxy().cutAfterServerBytes(MEGABYTE);
        assertThat(lab.failure(() -> files.download(remote.toString(), local)).stage())
                .isEqualTo(Stage.TRANSFER);
        assertThat(local).doesNotExist();
        lab.connect().files().download(remote.toString(), local);
        assertThat(Files.mismatch(local, remote)).isEqualTo(-1);
    }

    /** The last packet of a client that writes a small file asks for its new name. */
    private static void rename(Lab lab) throws Exception {
        Path file = lab.home().resolve("file");
        byte[] before = RandomBytes.of(1_000);
        byte[] after = RandomBytes.of(1_000);
        RemoteFiles files = lab.connect().files();
        files.write(file.toString(), before);
        long began = lab.proxy().clientBytes();
        files.write(file.toString(), before);
        long bytes = lab.proxy().clientBytes() - began;

        lab.proxy().cutAfterClientBytes(bytes - 8);

        assertThat(lab.failure(() -> files.write(file.toString(), after)).stage())
                .isEqualTo(Stage.TRANSFER);
        assertThat(file).hasBinaryContent(before);
        lab.connect().files().write(file.toString(), after);
        assertThat(file).hasBinaryContent(after);
    }

    private static void tail(Lab lab) throws Exception {
        Path file = Files.writeString(lab.home().resolve("events"), "one\n");
        try (RemoteTail tail = lab.connect().files().tail(file.toString(), 0)) {
            assertThat(tail.poll()).asString().isEqualTo("one\n");
            lab.proxy().cutNow();
            Files.writeString(file, "one\ntwo\n");
            assertThat(lab.failure(() -> {
                                tail.poll();
                                tail.poll();
                            })
                            .stage())
                    .isIn(Stage.TRANSFER, Stage.CHANNEL);
            try (RemoteTail resumed = lab.connect().files().tail(file.toString(), tail.offset())) {
                assertThat(resumed.poll()).asString().isEqualTo("two\n");
            }
        }
    }

    private static void keepAlive(Lab lab) throws Exception {
        long[] silentSince = {0};
        lab.lostUnderACommand(() -> {
            lab.proxy().fallSilent();
            silentSince[0] = System.nanoTime();
        });
        assertThat(Duration.ofNanos(System.nanoTime() - silentSince[0])).isLessThan(SILENCE);
    }

    private static void close(Lab lab) throws Exception {
        SshConnection connection = lab.connect();
        lab.proxy().fallSilent();
        lab.forget();
        assertThat(connection.isOpen()).isFalse();
    }

    private static void hop(Lab lab) throws Exception {
        lab.proxy().cutAt(Cut.AFTER_THE_BANNER);
        ConnectionException failure = lab.failure(lab::connectAtOnce);
        assertThat(failure.stage()).isEqualTo(Stage.KEY_EXCHANGE);
        assertThat(failure.hop()).contains("login");
        lab.proxy().heal();
        lab.lostUnderACommand(lab.proxy()::cutNow);
    }

    /** Somebody, his connections, and a hand on the way. */
    private static final class Lab implements AutoCloseable {
        private final Path home;
        private final TestUser user;
        private CuttingProxy proxy;
        private Connections connections;

        private Lab(Path home, TestUser user, CuttingProxy proxy) throws Exception {
            this.home = home;
            this.user = user;
            this.proxy = proxy;
            this.connections = user.connections(Questions.REFUSING);
        }

        static Lab open(Path home, Way way) throws Exception {
            boolean isBeforeHost = way == Way.BEFORE_THE_HOST_ON_THE_WAY;
            CuttingProxy proxy = CuttingProxy.before(isBeforeHost ? login.port() : target.port(), Cut.NEVER);
            TestUser user = new TestUser(Files.createDirectories(home))
                    .knows("target", target.hostKey())
                    .knows("login", login.hostKey())
                    .host("login", isBeforeHost ? proxy.port() : login.port(), login.clientKey())
                    .host(
                            "target",
                            isBeforeHost ? target.port() : proxy.port(),
                            target.clientKey(),
                            "ProxyJump " + (way == Way.BEFORE_THE_TARGET ? "none" : "login"),
                            "ServerAliveInterval 1",
                            "ServerAliveCountMax 2");
            return new Lab(home, user, proxy);
        }

        Path home() {
            return home;
        }

        CuttingProxy proxy() {
            return proxy;
        }

        SshConnection connect() throws ConnectionException {
            return connections.to(TARGET);
        }

        SshConnection connectAtOnce() throws ConnectionException {
            return connections.to(TARGET, Duration.ZERO);
        }

        void listenAgain() throws IOException {
            proxy = CuttingProxy.at(proxy.port(), target.port());
        }

        void forget() throws Exception {
            connections.close();
            connections = user.connections(Questions.REFUSING);
        }

        ConnectionException failure(ThrowingCallable work) {
            ConnectionException failure = catchThrowableOfType(ConnectionException.class, work);
            assertThat(failure).isNotNull();
            return failure;
        }

        void cutWhileConnecting(Cut cut, Stage stage) {
            proxy.cutAt(cut);
            ConnectionException failure = failure(this::connectAtOnce);
            assertThat(failure.stage()).as(failure.getMessage()).isEqualTo(stage);
            assertThat(failure.passing()).isTrue();
        }

        /** Something happens while a command runs, which is told as such, and what runs there is ended here. */
        void lostUnderACommand(Runnable loss) throws Exception {
            Path started = home.resolve("started");
            SshConnection connection = connect();
            Thread.startVirtualThread(() -> {
                awaitFile(started);
                loss.run();
            });
            ConnectionException failure = failure(() -> connection.run(
                    RemoteCommand.script("echo $$ >\"$1\"; exec sleep 60", List.of(started.toString())), LIMIT));
            assertThat(failure.stage()).isEqualTo(Stage.COMMAND);
            assertThat(failure).hasMessageContaining("sh was cut off with the connection");
            assertThat(connection.isOpen()).isFalse();
            ProcessHandle.of(Long.parseLong(Files.readString(started).strip())).ifPresent(ProcessHandle::destroy);
        }

        /** Processes of others tell nobody when they write, so it is looked at again and again. */
        private static void awaitFile(Path file) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            try {
                while (file.toFile().length() == 0 && System.nanoTime() < deadline) {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws IOException {
            connections.close();
            proxy.close();
        }
    }
}
