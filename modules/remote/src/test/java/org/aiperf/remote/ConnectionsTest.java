package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aiperf.remote.ConnectionException.Stage;
import org.aiperf.remote.CuttingProxy.Cut;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of 64 nodes must be reached at once, and stay reached, without upsetting its servers. */
@Timeout(300)
class ConnectionsTest {
    private static final int NODES = 64;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    @TempDir
    Path home;

    private static OpenSshServer server;

    @BeforeAll
    static void start() throws Exception {
        server = OpenSshServer.start(folder.resolve("server"), "MaxStartups 10:30:100");
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void reachesSixtyFourNodesAtOnceWithoutBeingTurnedAway() throws Exception {
        try (CuttingProxy counter = CuttingProxy.before(server.port(), Cut.NEVER)) {
            TestUser user = new TestUser(home);
            for (int i = 0; i < NODES; i++) {
                user.knows("n" + i, server.hostKey()).host("n" + i, counter.port(), server.clientKey());
            }
            try (Connections connections = user.connections(Questions.REFUSING)) {
                runEverywhere(connections);
            }
            assertThat(counter.accepted()).isEqualTo(NODES);
        }
    }

    @Test
    void reachesSixtyFourNodesThroughOneLoginOnTheHostBefore() throws Exception {
        try (CuttingProxy counter = CuttingProxy.before(server.port(), Cut.NEVER)) {
            TestUser user = new TestUser(home)
                    .knows("login", server.hostKey())
                    .host("login", counter.port(), server.clientKey());
            for (int i = 0; i < NODES; i++) {
                user.knows("n" + i, server.hostKey()).host("n" + i, server, "ProxyJump login");
            }
            try (Connections connections = user.connections(Questions.REFUSING)) {
                runEverywhere(connections);
            }
            assertThat(counter.accepted()).isEqualTo(1);
        }
    }

    private static void runEverywhere(Connections connections) throws Exception {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> running = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                String name = "n" + i;
                running.add(threads.submit(() -> connections
                        .to(TestUser.node(name))
                        .run(RemoteCommand.of("echo", name), LIMIT)
                        .out()));
            }
            for (int i = 0; i < NODES; i++) {
                assertThat(running.get(i).get()).isEqualTo("n" + i + "\n");
            }
        }
        System.out.println("connections: " + NODES + " nodes in " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }

    @Test
    void sharesOneConnectionAndMakesItAnewWhenItBroke() throws Exception {
        try (CuttingProxy proxy = CuttingProxy.before(server.port(), Cut.NEVER)) {
            Connections connections = user(proxy).connections(Questions.REFUSING);
            SshConnection first = connections.to(TestUser.node("n"));
            assertThat(connections.to(TestUser.node("n"))).isSameAs(first);
            assertThat(proxy.accepted()).isEqualTo(1);

            first.close();
            SshConnection second = connections.to(TestUser.node("n"));

            assertThat(second.isOpen()).isTrue();
            assertThat(first.isOpen()).isFalse();
            assertThat(proxy.accepted()).isEqualTo(2);
            connections.close();
            assertThat(second.isOpen()).isFalse();
            assertThat(catchThrowableOfType(ConnectionException.class, () -> connections.to(TestUser.node("n")))
                            .stage())
                    .isEqualTo(Stage.CHANNEL);
        }
    }

    @Test
    void triesAgainAfterPausesThatGrow() throws Exception {
        List<Duration> pauses = new ArrayList<>();
        try (CuttingProxy proxy = CuttingProxy.before(server.port(), Cut.BEFORE_THE_BANNER)) {
            Backoff.Pause pause = duration -> {
                pauses.add(duration);
                if (pauses.size() == 5) {
                    proxy.heal();
                }
            };
            Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(500));
            try (Connections connections = new Connections(
                    user(proxy).connector(Questions.REFUSING), name -> Optional.empty(), backoff, pause)) {
                assertThat(connections.to(TestUser.node("n")).isOpen()).isTrue();
            }
        }
        assertThat(pauses).hasSize(5);
        int[] limits = {100, 200, 400, 500, 500};
        for (int i = 0; i < limits.length; i++) {
            assertThat(pauses.get(i).toMillis()).isBetween(limits[i] / 2L, (long) limits[i]);
        }
    }

    @Test
    void givesUpWhenPatienceEnds() throws Exception {
        List<Duration> pauses = new ArrayList<>();
        try (CuttingProxy proxy = CuttingProxy.before(server.port(), Cut.AFTER_THE_BANNER);
                Connections connections = new Connections(
                        user(proxy).connector(Questions.REFUSING),
                        name -> Optional.empty(),
                        Backoff.DEFAULT,
                        pauses::add)) {
            ConnectionException failure = catchThrowableOfType(
                    ConnectionException.class, () -> connections.to(TestUser.node("n"), Duration.ofSeconds(3)));

            assertThat(failure.stage()).isEqualTo(Stage.KEY_EXCHANGE);
            assertThat(pauses.stream().mapToLong(Duration::toMillis).sum()).isBetween(500L, 3_000L);
        }
    }

    @Test
    void waitsForAServerThatWasThereBeforeAndForNoOther() throws Exception {
        List<Duration> pauses = new ArrayList<>();
        int port;
        try (CuttingProxy proxy = CuttingProxy.before(server.port(), Cut.NEVER)) {
            port = proxy.port();
            try (Connections connections = new Connections(
                    user(proxy).connector(Questions.REFUSING),
                    name -> Optional.empty(),
                    Backoff.DEFAULT,
                    pauses::add)) {
                connections.to(TestUser.node("n")).close();
                proxy.stop();
                ConnectionException gone =
                        catchThrowableOfType(ConnectionException.class, () -> connections.to(TestUser.node("n")));
                assertThat(gone.stage()).isEqualTo(Stage.TCP);
                assertThat(pauses).isNotEmpty();
            }
        }
        pauses.clear();
        TestUser user = new TestUser(home).knows("n", server.hostKey()).host("n", port, server.clientKey());
        try (Connections connections = new Connections(
                user.connector(Questions.REFUSING), name -> Optional.empty(), Backoff.DEFAULT, pauses::add)) {
            assertThat(catchThrowableOfType(ConnectionException.class, () -> connections.to(TestUser.node("n")))
                            .stage())
                    .isEqualTo(Stage.TCP);
            assertThat(pauses).isEmpty();
        }
    }

    @Test
    void pausesStayWithinTheirLimits() {
        Random random = new Random(7);
        for (int failures = 1; failures < 100; failures++) {
            Duration pause = Backoff.DEFAULT.pause(failures, random);
            assertThat(pause).isBetween(Duration.ofMillis(125), Duration.ofSeconds(15));
        }
    }

    private TestUser user(CuttingProxy proxy) throws IOException {
        return new TestUser(home).knows("n", server.hostKey()).host("n", proxy.port(), server.clientKey());
    }
}
