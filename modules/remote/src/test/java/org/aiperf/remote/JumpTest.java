package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Accelerator.Kind;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SshAddress;
import org.aiperf.remote.ConnectionException.Stage;
import org.aiperf.remote.config.LocalUser;
import org.aiperf.remote.config.Origin;
import org.aiperf.remote.config.SshConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clusters stand behind other hosts; whoever can reach them with {@code ssh} must reach them here. */
class JumpTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    @TempDir
    Path home;

    private static OpenSshServer login;
    private static OpenSshServer gateway;
    private static OpenSshServer target;

    @BeforeAll
    static void start() throws Exception {
        login = OpenSshServer.start(folder.resolve("login"));
        gateway = OpenSshServer.start(folder.resolve("gateway"));
        target = OpenSshServer.start(folder.resolve("target"), "SetEnv SHLVL=1 WHERE=target");
    }

    @AfterAll
    static void stop() throws IOException {
        for (OpenSshServer server : new OpenSshServer[] {login, gateway, target}) {
            if (server != null) {
                server.close();
            }
        }
    }

    private TestUser user() throws IOException {
        return new TestUser(home)
                .knows("login", login.hostKey())
                .knows("gateway", gateway.hostKey())
                .knows("target", target.hostKey());
    }

    @Test
    void reachesATargetThroughChainsOfAnyLength() throws Exception {
        for (String chain : List.of("login", "login,gateway", "gateway,login,gateway")) {
            TestUser user =
                    user().host("login", login).host("gateway", gateway).host("target", target, "ProxyJump " + chain);
            try (Connections connections = user.connections(Questions.REFUSING)) {
                SshConnection connection = connections.to(TestUser.node("target"));
                assertThat(where(connection)).isEqualTo("target");
                byte[] bytes = RandomBytes.of(12_000_000);
                connection.files().write(home + "/big", bytes);
                assertThat(connection.files().read(home + "/big", 0, bytes.length))
                        .isEqualTo(bytes);
            }
        }
    }

    @Test
    void followsTheJumpsOfJumps() throws Exception {
        TestUser user = user().host("login", login)
                .host("gateway", gateway, "ProxyJump login")
                .host("target", target, "ProxyJump gateway");
        Connector connector = user.connector(Questions.REFUSING);

        Route route = connector.route(TestUser.node("target"), name -> Optional.empty());

        assertThat(route.hops()).extracting(Hop::name).containsExactly("login", "gateway", "target");
        assertThat(route.last().settings().port().origin()).isInstanceOf(Origin.Line.class);
        try (Connections connections = TestUser.connections(connector)) {
            assertThat(where(connections.to(TestUser.node("target")))).isEqualTo("target");
        }
    }

    @Test
    void refusesAWayThatLeadsThroughItself() throws Exception {
        TestUser user = user().host("login", login, "ProxyJump gateway").host("gateway", gateway, "ProxyJump login");

        try (Connections connections = user.connections(Questions.REFUSING)) {
            ConnectionException refusal =
                    catchThrowableOfType(ConnectionException.class, () -> connections.to(TestUser.node("login")));

            assertThat(refusal.stage()).isEqualTo(Stage.CONFIGURATION);
            assertThat(refusal).hasMessageContaining("leads through itself");
        }
    }

    @Test
    void reachesSlavesThroughTheMasterOfTheClusterFile() throws Exception {
        Accelerator cpu = new Accelerator(Kind.CPU, "", 0, 1);
        SshAddress master = new SshAddress(
                "127.0.0.1",
                login.port(),
                OpenSshServer.USER,
                login.clientKey(),
                known(login).knownHosts());
        SshAddress behind = new SshAddress(
                "127.0.0.1",
                OptionalInt.of(target.port()),
                Optional.of(OpenSshServer.USER),
                Optional.of(target.clientKey()),
                Optional.of(known(target).knownHosts()),
                Optional.of("master"));
        Cluster cluster = new Cluster(
                "c",
                "/tmp",
                List.of(
                        new Node("master", Role.MASTER, master, List.of()),
                        new Node("slave", Role.SLAVE, behind, List.of(cpu))));
        Connector connector = new Connector(SshConfig.empty(LocalUser.current()), Questions.REFUSING);
        try (Connections connections = new Connections(connector, cluster)) {
            Node slave = cluster.slaves().getFirst();
            assertThat(where(connections.to(slave))).isEqualTo("target");
            assertThat(connector.route(cluster, slave).hops())
                    .extracting(Hop::name)
                    .containsExactly("master", "slave");
        }
    }

    @Test
    void runsAProxyCommandAsLongAsTheConnectionLives() throws Exception {
        Path pid = home.resolve("pid");
        String command = "sh -c 'echo $$ >" + pid + "; exec " + OpenSshServer.program("ssh")
                + " -F none -o IdentitiesOnly=yes -o UserKnownHostsFile=" + login.knownHosts() + " -i "
                + login.clientKey() + " -p " + login.port() + " -W %%h:%%p ".replace("%%", "%")
                + OpenSshServer.USER + "@127.0.0.1'";
        TestUser user = user().host("target", target, "ProxyCommand " + command);
        ProcessHandle process;
        try (Connections connections = user.connections(Questions.REFUSING)) {
            assertThat(where(connections.to(TestUser.node("target")))).isEqualTo("target");
            process = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                    .orElseThrow();
            assertThat(process.isAlive()).isTrue();
        }
        process.onExit().get(20, TimeUnit.SECONDS);
    }

    @Test
    void tellsWhatAProxyCommandSaidBeforeItEnded() throws Exception {
        TestUser user = user().host("target", target, "ProxyCommand sh -c 'echo no way to %h >&2; exit 3'");
        try (Connections connections = user.connections(Questions.REFUSING)) {
            ConnectionException refusal = catchThrowableOfType(
                    ConnectionException.class, () -> connections.to(TestUser.node("target"), Duration.ZERO));

            assertThat(refusal.stage()).isEqualTo(Stage.BANNER);
            assertThat(refusal).hasMessageContaining("ProxyCommand ended with exit code 3: no way to 127.0.0.1");
        }
    }

    @Test
    void tellsWhichHopFailedAndHow() throws Exception {
        TestUser user = user().host("login", login)
                .host("gateway", 1, gateway.clientKey(), "ProxyJump login")
                .host("target", target, "ProxyJump gateway");
        try (Connections connections = user.connections(Questions.REFUSING)) {
            ConnectionException refusal =
                    catchThrowableOfType(ConnectionException.class, () -> connections.to(TestUser.node("target")));

            assertThat(refusal.stage()).isEqualTo(Stage.TCP);
            assertThat(refusal.hop()).contains("gateway");
            assertThat(refusal)
                    .hasMessageContainingAll(
                            "target: on the way, at gateway: login cannot reach 127.0.0.1 port 1", "nothing listens");
        }
    }

    @Test
    void tellsAHopThatLetsNothingThrough() throws Exception {
        try (OpenSshServer closed = OpenSshServer.start(home.resolve("closed"), "AllowTcpForwarding no")) {
            TestUser user = user().knows("closed", closed.hostKey())
                    .host("closed", closed)
                    .host("target", target, "ProxyJump closed");
            try (Connections connections = user.connections(Questions.REFUSING)) {
                ConnectionException refusal =
                        catchThrowableOfType(ConnectionException.class, () -> connections.to(TestUser.node("target")));

                assertThat(refusal.stage()).isEqualTo(Stage.CHANNEL);
                assertThat(refusal).hasMessageContainingAll("closed does not let connections through", "AllowTcp");
            }
        }
    }

    /** Two hosts at one address, each behind a host of its own, are two hosts. */
    @Test
    void keepsHostsApartThatHaveTheSameAddress() throws Exception {
        TestUser user = user().host("login", login)
                .host("gateway", gateway)
                .host("one", target, "ProxyJump login")
                .host("two", target, "ProxyJump gateway")
                .knows("one", target.hostKey());
        try (Connections connections = user.connections(Questions.REFUSING)) {
            assertThat(where(connections.to(TestUser.node("one")))).isEqualTo("target");

            ConnectionException refusal =
                    catchThrowableOfType(ConnectionException.class, () -> connections.to(TestUser.node("two")));

            assertThat(refusal.stage()).isEqualTo(Stage.HOST_KEY);
            assertThat(refusal).hasMessageContaining("of two is not in");
        }
    }

    private TestUser known(OpenSshServer server) throws IOException {
        return new TestUser(home.resolve("of" + server.port())).knows("[127.0.0.1]:" + server.port(), server.hostKey());
    }

    private static String where(SshConnection connection) throws ConnectionException {
        return connection
                .run(RemoteCommand.script("printf %s \"$WHERE\"", List.of()), LIMIT)
                .out();
    }
}
