package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.aiperf.remote.ConnectionException.Stage;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.PromptEntry;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.session.ServerSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sites ask for one-time codes and passwords; both must reach the server and nobody else. */
class PromptTest {
    @TempDir
    Path home;

    @Test
    void answersAOneTimeCodeAfterAPassword() throws Exception {
        try (Server server = new Server(new Asking("Password: ", "sesame-canary", "Verification code: ", "123456"))) {
            Typist typist = new Typist("sesame-canary", "123456");
            try (Connections connections = server.user(home).connections(typist)) {
                assertThat(connections.to(TestUser.node("server")).isOpen()).isTrue();
            }
            assertThat(typist.asked)
                    .extracting(Questions.Prompt::text)
                    .containsExactly("Site Enter it Password:", "Verification code:");
            assertThat(typist.asked).extracting(Questions.Prompt::shown).containsExactly(false, true);
            assertThat(typist.asked.getFirst().account()).isEqualTo(OpenSshServer.USER + "@127.0.0.1");
            assertThat(typist.given)
                    .allSatisfy(given -> assertThat(new String(given)).matches("\0*"));
        }
    }

    @Test
    void asksAgainAfterAWrongPasswordThreeTimesAtMost() throws Exception {
        try (Server server = new Server(new Asking("Password: ", "right"))) {
            Typist typist = new Typist("canary1", "canary2", "canary3", "right");
            try (Connections connections = server.user(home).connections(typist)) {
                ConnectionException refusal =
                        catchThrowableOfType(ConnectionException.class, () -> connections.to(TestUser.node("server")));
                assertThat(refusal.stage()).isEqualTo(Stage.AUTHENTICATION);
                assertThat(refusal.getMessage()).doesNotContain("canary");
            }
            assertThat(typist.asked).hasSize(3);
        }
        try (Server server = new Server(new Asking("Password: ", "right"))) {
            Typist typist = new Typist("wrong", "right");
            try (Connections connections = server.user(home.resolve("2")).connections(typist)) {
                assertThat(connections.to(TestUser.node("server")).isOpen()).isTrue();
            }
        }
    }

    @Test
    void typesPasswordsOnlyWhereTheConfigurationSaysSo() throws Exception {
        try (Server server = new Server(new Asking("unused", "unused"))) {
            server.passwordsOnly();
            Typist refused = new Typist("right");
            try (Connections connections = server.user(home).connections(refused)) {
                ConnectionException refusal =
                        catchThrowableOfType(ConnectionException.class, () -> connections.to(TestUser.node("server")));
                assertThat(refusal.stage()).isEqualTo(Stage.AUTHENTICATION);
                assertThat(refusal).hasMessageContaining("password");
            }
            assertThat(refused.asked).isEmpty();
            Typist typist = new Typist("wrong", "right");
            try (Connections connections = server.user(home.resolve("2"), "PreferredAuthentications password")
                    .connections(typist)) {
                assertThat(connections.to(TestUser.node("server")).isOpen()).isTrue();
            }
            assertThat(typist.asked).hasSize(2);
            assertThat(typist.given)
                    .allSatisfy(given -> assertThat(new String(given)).matches("\0*"));
        }
    }

    @Test
    void tellsThatNobodyAnswered() throws Exception {
        try (Server server = new Server(new Asking("Code: ", "1"))) {
            try (Connections connections = server.user(home).connections(new Typist())) {
                ConnectionException refusal =
                        catchThrowableOfType(ConnectionException.class, () -> connections.to(TestUser.node("server")));
                assertThat(refusal.stage()).isEqualTo(Stage.AUTHENTICATION);
                assertThat(refusal).hasMessageContaining("nobody answered 'Site Enter it Code:'");
            }
            try (Connections connections = server.user(home.resolve("2")).connections(Questions.REFUSING)) {
                ConnectionException refusal =
                        catchThrowableOfType(ConnectionException.class, () -> connections.to(TestUser.node("server")));
                assertThat(refusal.stage()).isEqualTo(Stage.AUTHENTICATION);
            }
        }
    }

    /** A server inside this program, with a key of its own. */
    private static final class Server implements AutoCloseable {
        private final SshServer server = SshServer.setUpDefaultServer();
        private final KeyPair key = key();

        Server(Asking asking) throws IOException {
            server.setHost("127.0.0.1");
            server.setPort(0);
            server.setKeyPairProvider(KeyPairProvider.wrap(key));
            server.setUserAuthFactories(List.of(UserAuthKeyboardInteractiveFactory.INSTANCE));
            server.setKeyboardInteractiveAuthenticator(asking);
            server.start();
        }

        void passwordsOnly() {
            server.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
            server.setPasswordAuthenticator((user, password, session) -> password.equals("right"));
        }

        TestUser user(Path home, String... more) throws IOException {
            return new TestUser(home)
                    .knows("server", PublicKeyEntry.toString(key.getPublic()))
                    .host("server", server.getPort(), home.resolve("no-key"), more);
        }

        @Override
        public void close() throws IOException {
            server.close(true);
        }

        private static KeyPair key() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Asks one question after the other; a password first, if there is one, then others that may be seen. */
    private static final class Asking implements KeyboardInteractiveAuthenticator {
        private final String[] promptsAndAnswers;

        Asking(String... promptsAndAnswers) {
            this.promptsAndAnswers = promptsAndAnswers;
        }

        @Override
        public InteractiveChallenge generateChallenge(
                ServerSession session, String username, String lang, String subMethods) {
            InteractiveChallenge challenge = new InteractiveChallenge();
            challenge.setInteractionName("Site");
            challenge.setInteractionInstruction("Enter it");
            challenge.setLanguageTag("");
            for (int i = 0; i < promptsAndAnswers.length; i += 2) {
                challenge.addPrompt(new PromptEntry(promptsAndAnswers[i], !promptsAndAnswers[i].startsWith("Pass")));
            }
            return challenge;
        }

        @Override
        public boolean authenticate(ServerSession session, String username, List<String> responses) {
            List<String> expected = new ArrayList<>();
            for (int i = 1; i < promptsAndAnswers.length; i += 2) {
                expected.add(promptsAndAnswers[i]);
            }
            return expected.equals(responses);
        }
    }

    /** Types these answers, one after the other, then nothing. */
    private static final class Typist implements Questions {
        private final List<String> answers;
        private final List<Prompt> asked = new ArrayList<>();
        private final List<char[]> given = new ArrayList<>();

        Typist(String... answers) {
            this.answers = Arrays.asList(answers);
        }

        @Override
        public boolean trusts(UnknownHostKey key) {
            return false;
        }

        @Override
        public Optional<char[]> passphrase(LockedKey key) {
            return Optional.empty();
        }

        @Override
        public Optional<char[]> answer(Prompt prompt) {
            asked.add(prompt);
            if (asked.size() > answers.size()) {
                return Optional.empty();
            }
            char[] answer = answers.get(asked.size() - 1).toCharArray();
            given.add(answer);
            return Optional.of(answer);
        }
    }
}
