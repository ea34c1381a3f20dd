package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aiperf.remote.ConnectionException.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People log in with an agent, and with keys that a passphrase locks. */
class LoginTest {
    private static final String PASSPHRASE = "canary-口令-7f3a";

    @TempDir
    static Path folder;

    @TempDir
    Path home;

    private static OpenSshServer server;
    private static Path locked;

    @BeforeAll
    static void start() throws Exception {
        Path keys = Files.createDirectories(folder.resolve("server"));
        locked = OpenSshServer.key(keys.resolve("client_key"), "ed25519", PASSPHRASE);
        server = OpenSshServer.start(keys, "MaxAuthTries 3");
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private TestUser user(Path key, String... more) throws IOException {
        return new TestUser(home).knows("server", server.hostKey()).host("server", server.port(), key, more);
    }

    @Test
    void asksForAPassphraseUntilItIsRight() throws Exception {
        Passphrases answers = new Passphrases("wrong", PASSPHRASE);
        try (Connections connections = user(locked).connections(answers)) {
            assertThat(connections.to(TestUser.node("server")).isOpen()).isTrue();
        }
        assertThat(answers.asked)
                .containsExactly(
                        new Questions.LockedKey("server", locked, 1), new Questions.LockedKey("server", locked, 2));
        assertThat(answers.given)
                .allSatisfy(given -> assertThat(new String(given)).matches("\0*"));
    }

    @Test
    void givesUpAfterThreeWrongPassphrasesAndNeverTellsThem() throws Exception {
        Passphrases answers = new Passphrases("no-canary-1", "no-canary-2", "no-canary-3", PASSPHRASE);
        try (Connections connections = user(locked).connections(answers)) {
            ConnectionException refusal =
                    catchThrowableOfType(ConnectionException.class, () -> connections.to(TestUser.node("server")));

            assertThat(refusal.stage()).isEqualTo(Stage.AUTHENTICATION);
            assertThat(refusal).hasMessageContaining("the key " + locked + " is locked with a passphrase");
            StringWriter everything = new StringWriter();
            refusal.printStackTrace(new PrintWriter(everything));
            assertThat(everything.toString()).doesNotContain("canary");
        }
        assertThat(answers.asked).hasSize(3);
    }

    @Test
    void asksNobodyWhereNobodyIs() throws Exception {
        try (Connections connections = user(locked).connections(Questions.REFUSING)) {
            ConnectionException refusal =
                    catchThrowableOfType(ConnectionException.class, () -> connections.to(TestUser.node("server")));

            assertThat(refusal.stage()).isEqualTo(Stage.AUTHENTICATION);
            assertThat(refusal).hasMessageContaining("is locked with a passphrase");
        }
    }

    @Test
    void asksNotForAKeyThatTheServerDoesNotWant() throws Exception {
        Path foreign = OpenSshServer.key(home.resolve("foreign"), "ecdsa", PASSPHRASE);
        Passphrases answers = new Passphrases(PASSPHRASE);
        TestUser user = user(foreign, "IdentityFile " + locked);
        try (Connections connections = user.connections(answers)) {
            assertThat(connections.to(TestUser.node("server")).isOpen()).isTrue();
        }
        assertThat(answers.asked).extracting(Questions.LockedKey::file).containsExactly(locked);
    }

    @Test
    void unlocksAKeyOnceForManyConnections() throws Exception {
        TestUser user = new TestUser(home).knows("same", server.hostKey());
        for (int i = 0; i < 8; i++) {
            user.host("n" + i, server.port(), locked, "HostKeyAlias same", "ServerAliveInterval " + (i + 1));
        }
        Passphrases answers = new Passphrases(PASSPHRASE);
        Connector connector = user.connector(answers);
        List<Connections> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<SshConnection>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String name = "n" + i;
                Connections own = TestUser.connections(connector);
                all.add(own);
                running.add(threads.submit(() -> own.to(TestUser.node(name))));
            }
            for (Future<SshConnection> one : running) {
                assertThat(one.get().isOpen()).isTrue();
            }
        } finally {
            all.forEach(Connections::close);
        }
        assertThat(answers.asked).hasSize(1);
    }

    @Test
    void readsKeysOfEveryUsualKindAndForm() throws Exception {
        List<String> kinds = List.of("ed25519", "ecdsa", "rsa");
        StringBuilder authorized = new StringBuilder(Files.readString(server.file("authorized_keys")));
        for (String kind : kinds) {
            for (String form : List.of("RFC4716", "PEM")) {
                Path key = home.resolve(kind + form);
                OpenSshServer.run(
                        "ssh-keygen", "-q", "-t", kind, "-m", form, "-N", PASSPHRASE, "-C", "x", "-f", key + "");
                authorized.append(Files.readString(Path.of(key + ".pub")));
                if (form.equals("PEM")) {
                    Files.delete(Path.of(key + ".pub"));
                }
            }
        }
        Files.writeString(server.file("authorized_keys"), authorized);
        for (String kind : kinds) {
            for (String form : List.of("RFC4716", "PEM")) {
                try (Connections connections =
                        user(home.resolve(kind + form)).connections(new Passphrases(PASSPHRASE))) {
                    assertThat(connections.to(TestUser.node("server")).isOpen())
                            .as(kind + " " + form)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void usesTheAgentOfTheEnvironmentOrTheConfiguration() throws Exception {
        try (Agent agent = new Agent(folder.resolve("agent"))) {
            agent.add(OpenSshServer.key(home.resolve("other"), "ed25519", ""));
            agent.add(server.file("client_key"), PASSPHRASE, home);
            Map<String, String> environment =
                    Map.of("SSH_AUTH_SOCK", agent.socket().toString());
            String socket = "IdentityAgent " + agent.socket();
            assertThat(isLetIn(user(locked), environment)).isTrue();
            assertThat(isLetIn(user(home.resolve("none")), environment)).isTrue();
            assertThat(isLetIn(user(locked, socket), Map.of())).isTrue();
            assertThat(isLetIn(user(locked, socket, "IdentitiesOnly yes"), Map.of()))
                    .isTrue();
            assertThat(isLetIn(user(home.resolve("other"), socket, "IdentitiesOnly yes"), Map.of()))
                    .isFalse();
            assertThat(isLetIn(user(locked, "IdentityAgent none"), environment)).isFalse();
            assertThat(isLetIn(user(locked), Map.of())).isFalse();
        }
    }

    @Test
    void triesTheNamedKeyBeforeTheManyOfTheAgent() throws Exception {
        try (Agent agent = new Agent(folder.resolve("agent2"))) {
            for (int i = 0; i < 6; i++) {
                agent.add(OpenSshServer.key(home.resolve("other" + i), "ed25519", ""));
            }
            agent.add(server.file("client_key"), PASSPHRASE, home);

            assertThat(isLetIn(user(locked, "IdentityAgent " + agent.socket()), Map.of()))
                    .isTrue();
        }
    }

    private static boolean isLetIn(TestUser user, Map<String, String> environment) throws Exception {
        try (Connections connections = TestUser.connections(user.connector(Questions.REFUSING, environment))) {
            return connections.to(TestUser.node("server")).isOpen();
        } catch (ConnectionException e) {
            assertThat(e.stage()).as(e.getMessage()).isEqualTo(Stage.AUTHENTICATION);
            return false;
        }
    }

    /** A real ssh-agent. */
    private static final class Agent implements AutoCloseable {
        private final Path socket;
        private final Process process;

        Agent(Path socket) throws IOException, InterruptedException {
            this.socket = socket;
            process = new ProcessBuilder(OpenSshServer.program("ssh-agent").toString(), "-D", "-a", socket.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            while (!Files.exists(socket)) {
                assertThat(process.isAlive()).isTrue();
                Thread.sleep(10);
            }
        }

        Path socket() {
            return socket;
        }

        void add(Path key) throws IOException, InterruptedException {
            add(key, "", key.resolveSibling("."));
        }

        void add(Path key, String passphrase, Path scratch) throws IOException, InterruptedException {
            Path plain = Files.copy(key, scratch.resolve("plain" + System.nanoTime()));
            if (!passphrase.isEmpty()) {
                OpenSshServer.run("ssh-keygen", "-q", "-p", "-P", passphrase, "-N", "", "-f", plain + "");
            }
            ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", plain.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertThat(add.start().waitFor()).isZero();
            Files.delete(plain);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    /** Gives these answers, one after the other. */
    private static final class Passphrases implements Questions {
        private final List<String> answers;
        private final List<LockedKey> asked = new ArrayList<>();
        private final List<char[]> given = new ArrayList<>();

        Passphrases(String... answers) {
            this.answers = Arrays.asList(answers);
        }

        @Override
        public boolean trusts(UnknownHostKey key) {
            return false;
        }

        @Override
        public Optional<char[]> passphrase(LockedKey key) {
            char[] answer = answers.get(asked.size()).toCharArray();
            asked.add(key);
            given.add(answer);
            return Optional.of(answer);
        }

        @Override
        public Optional<char[]> answer(Prompt prompt) {
            return Optional.empty();
        }
    }
}
