package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aiperf.remote.ConnectionException.Stage;
import org.aiperf.remote.knownhosts.PublicKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever stands between us and a host must be found out, at every host on the way. */
class HostKeyTest {
    private static final List<String> CHAIN = List.of("first", "second", "third");

    @TempDir
    static Path folder;

    @TempDir
    Path home;

    private static final Map<String, OpenSshServer> SERVERS = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        for (String name : CHAIN) {
            SERVERS.put(name, OpenSshServer.start(folder.resolve(name)));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        for (OpenSshServer server : SERVERS.values()) {
            server.close();
        }
        SERVERS.clear();
    }

    private enum Case {
        UNKNOWN_AND_REFUSED,
        UNKNOWN_AND_TRUSTED,
        CHANGED,
        REVOKED
    }

    @Test
    void verifiesEveryHostOfAChainUnderItsOwnName() throws Exception {
        int cases = 0;
        for (String hop : CHAIN) {
            for (Case what : Case.values()) {
                check(hop, what, new TestUser(home.resolve(hop + what)));
                cases++;
            }
        }
        System.out.println("host keys: " + cases + " cases, every host of a chain of 3 in each");
        assertThat(cases).isEqualTo(12);
    }

    private static void check(String hop, Case what, TestUser user) throws Exception {
        String right = server(hop).hostKey();
        String wrong = server(hop.equals("first") ? "second" : "first").hostKey();
        for (String name : CHAIN) {
            if (!name.equals(hop)) {
                user.knows(name, server(name).hostKey());
            }
        }
        if (what == Case.CHANGED) {
            user.knows(hop, wrong);
        } else if (what == Case.REVOKED) {
            user.knows(hop, right).knows("@revoked " + hop, right);
        }
        user.host("first", server("first"))
                .host("second", server("second"))
                .host("third", server("third"), "ProxyJump first,second");
        String before = Files.readString(user.knownHosts());
        Answers answers = new Answers(what == Case.UNKNOWN_AND_TRUSTED);
        try (Connections connections = user.connections(answers)) {
            if (what == Case.UNKNOWN_AND_TRUSTED) {
                assertThat(connections.to(TestUser.node("third")).isOpen()).isTrue();
                assertThat(Files.readString(user.knownHosts())).isEqualTo(before + hop + " " + right + "\n");
            } else {
                ConnectionException refusal =
                        catchThrowableOfType(ConnectionException.class, () -> connections.to(TestUser.node("third")));
                assertThat(refusal).as("%s %s", hop, what).isNotNull();
                assertThat(refusal.stage()).isEqualTo(Stage.HOST_KEY);
                assertThat(refusal.hop()).isEqualTo(Optional.of(hop).filter(name -> !name.equals("third")));
                assertThat(refusal).hasMessageContainingAll(words(what, right, wrong, user));
                assertThat(user.knownHosts()).hasContent(before);
            }
        }
        assertThat(answers.changed).hasSize(what == Case.CHANGED ? 1 : 0);
        if (what == Case.CHANGED) {
            Questions.ChangedHostKey told = answers.changed.getFirst();
            assertThat(told.name()).isEqualTo(hop);
            assertThat(told.sent().fingerprint()).isEqualTo(fingerprint(right));
            assertThat(told.expected())
                    .singleElement()
                    .extracting(line -> line.key().fingerprint())
                    .isEqualTo(fingerprint(wrong));
        }
        boolean asks = what == Case.UNKNOWN_AND_REFUSED || what == Case.UNKNOWN_AND_TRUSTED;
        assertThat(answers.asked).hasSize(asks ? 1 : 0);
        if (asks) {
            Questions.UnknownHostKey question = answers.asked.getFirst();
            assertThat(question.name()).isEqualTo(hop);
            assertThat(question.node()).isEqualTo("third");
            assertThat(question.key().type()).isEqualTo("ssh-ed25519");
            assertThat(OpenSshServer.run("ssh-keygen", "-l", "-f", server(hop).file("host_key.pub") + ""))
                    .contains(question.key().fingerprint());
        }
    }

    private static String[] words(Case what, String right, String wrong, TestUser user) {
        return switch (what) {
            case CHANGED ->
                new String[] {
                    "has changed", user.knownHosts() + " line 3 has " + fingerprint(wrong), "sent " + fingerprint(right)
                };
            case REVOKED -> new String[] {"is marked as revoked in " + user.knownHosts() + " line 4"};
            default -> new String[] {fingerprint(right), "is not in " + user.knownHosts()};
        };
    }

    @Test
    void trustsAHostThatAKnownAuthorityCertifies() throws Exception {
        Path authority = OpenSshServer.key(home.resolve("authority"), "ed25519", "");
        Path hostKey = OpenSshServer.key(home.resolve("host_key"), "ed25519", "");
        for (String principal : List.of("farm", "another")) {
            OpenSshServer.run(
                    "ssh-keygen", "-q", "-s", authority + "", "-I", "test", "-h", "-n", principal, hostKey + ".pub");
            try (OpenSshServer server = OpenSshServer.start(
                    home.resolve("certified"),
                    "HostKey " + hostKey,
                    "HostCertificate " + home.resolve("host_key-cert.pub"))) {
                String key = Files.readString(Path.of(authority + ".pub"));
                TestUser user = new TestUser(home.resolve("user-" + principal))
                        .knows("@cert-authority farm,other", key.strip())
                        .host("farm", server);
                Answers answers = new Answers(false);
                try (Connections connections = user.connections(answers)) {
                    if (principal.equals("farm")) {
                        assertThat(connections.to(TestUser.node("farm")).isOpen())
                                .isTrue();
                        assertThat(answers.asked).isEmpty();
                    } else {
                        ConnectionException refusal = catchThrowableOfType(
                                ConnectionException.class, () -> connections.to(TestUser.node("farm")));
                        assertThat(refusal.stage()).isEqualTo(Stage.HOST_KEY);
                        assertThat(answers.asked).hasSize(1);
                    }
                }
                TestUser revoking = new TestUser(home.resolve("revoking-" + principal))
                        .knows("@cert-authority farm", key.strip())
                        .knows("@revoked *", key.strip())
                        .host("farm", server);
                try (Connections connections = revoking.connections(new Answers(true))) {
                    ConnectionException refusal = catchThrowableOfType(
                            ConnectionException.class, () -> connections.to(TestUser.node("farm")));
                    assertThat(refusal.stage()).isEqualTo(Stage.HOST_KEY);
                    assertThat(refusal).hasMessageContaining("revoked");
                }
            }
        }
    }

    @Test
    void asksOnceForManyConnections() throws Exception {
        TestUser user = new TestUser(home);
        for (int i = 0; i < 8; i++) {
            Path key = Files.copy(server("first").clientKey(), home.resolve("key" + i));
            user.host("n" + i, server("first").port(), key, "HostKeyAlias same");
        }
        Answers answers = new Answers(true);
        try (Connections connections = user.connections(answers);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<SshConnection>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String name = "n" + i;
                running.add(threads.submit(() -> connections.to(TestUser.node(name))));
            }
            for (Future<SshConnection> one : running) {
                assertThat(one.get().isOpen()).isTrue();
            }
        }
        assertThat(answers.asked).hasSize(1);
        assertThat(Files.readAllLines(user.knownHosts())).hasSize(1);
    }

    @Test
    void doesNotAskWhereTheConfigurationSaysNotTo() throws Exception {
        TestUser strict = new TestUser(home.resolve("a")).host("x", server("first"), "StrictHostKeyChecking yes");
        TestUser careless = new TestUser(home.resolve("b")).host("x", server("first"), "StrictHostKeyChecking no");
        for (TestUser user : List.of(strict, careless)) {
            Answers answers = new Answers(false);
            try (Connections connections = user.connections(answers)) {
                ConnectionException refusal =
                        catchThrowableOfType(ConnectionException.class, () -> connections.to(TestUser.node("x")));

                assertThat(refusal.stage()).isEqualTo(Stage.HOST_KEY);
                assertThat(answers.asked).hasSize(user == strict ? 0 : 1);
                assertThat(user.knownHosts()).doesNotExist();
            }
        }
    }

    @Test
    void hidesNamesThatItAddsWhereTheUserWantsThat() throws Exception {
        TestUser user = new TestUser(home).host("x", server("first"), "HashKnownHosts yes");
        for (int i = 0; i < 2; i++) {
            Answers answers = new Answers(i == 0);
            try (Connections connections = user.connections(answers)) {
                assertThat(connections.to(TestUser.node("x")).isOpen()).isTrue();
                assertThat(answers.asked).hasSize(i == 0 ? 1 : 0);
            }
        }
        assertThat(Files.readString(user.knownHosts())).startsWith("|1|").doesNotContain("x ssh");
        assertThat(OpenSshServer.run("ssh-keygen", "-F", "x", "-f", user.knownHosts() + ""))
                .contains(server("first").hostKey());
    }

    private static OpenSshServer server(String name) {
        return SERVERS.entrySet().stream()
                .filter(entry -> entry.getKey().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static String fingerprint(String key) {
        return PublicKey.ofBase64(key.split(" ")[1]).orElseThrow().fingerprint();
    }

    /** Says the same to every key. */
    private static final class Answers implements Questions {
        private final boolean trusts;
        private final List<UnknownHostKey> asked = new ArrayList<>();
        private final List<ChangedHostKey> changed = new ArrayList<>();

        Answers(boolean trusts) {
            this.trusts = trusts;
        }

        @Override
        public boolean trusts(UnknownHostKey key) {
            asked.add(key);
            return trusts;
        }

        @Override
        public void refused(ChangedHostKey key) {
            changed.add(key);
        }

        @Override
        public Optional<char[]> passphrase(LockedKey key) {
            return Optional.empty();
        }

        @Override
        public Optional<char[]> answer(Prompt prompt) {
            return Optional.empty();
        }
    }
}
