package org.aiperf.remote;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.aiperf.remote.ConnectionException.Stage;
import org.aiperf.remote.KeyRing.Keys;
import org.aiperf.remote.LoginAnswers.PasswordWanted;
import org.aiperf.remote.config.HostSettings;
import org.jspecify.annotations.Nullable;

/** Opens one authenticated session with one host, or tells at which stage and why not. */
final class Handshake {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);
    private static final int MOST_PASSWORDS = 3;
    private static final String PUBLIC_KEY = "publickey";
    private static final String INTERACTIVE = "keyboard-interactive";
    private static final String PASSWORD = "password";
    private static final String TOO_MANY = "MaxStartups";

    private final Route route;
    private final HostSettings settings;
    private final OneAtATime questions;
    private final KeyRing keyRing;
    private final IntFunction<Passage> passages;
    private final String account;

    /** @param passages opens the way to the host; told the most milliseconds that may take */
    Handshake(Route route, OneAtATime questions, KeyRing keyRing, IntFunction<Passage> passages) {
        this.route = route;
        this.settings = route.last().settings();
        this.questions = questions;
        this.keyRing = keyRing;
        this.passages = passages;
        this.account = settings.user().value() + "@" + settings.hostName().value();
    }

    Session connect() throws ConnectionException {
        boolean wasAsked = false;
        int passwords = 0;
        LoginAnswers answers = new LoginAnswers(questions, route.node(), account);
        Optional<Secret> password = Optional.empty();
        while (true) {
            Attempt attempt = new Attempt(answers);
            try {
                return attempt.connect(password);
            } catch (PasswordWanted wanted) {
                password = passwords++ < MOST_PASSWORDS
                        ? answers.ask(wanted.prompt(), false).map(Secret::new)
                        : Optional.empty();
                if (password.isEmpty()) {
                    throw attempt.notLetIn("the password was not accepted, or not given", wanted);
                }
            } catch (JSchException e) {
                // Whoever is asked about a host key takes time, and the server may not wait.
                if (!attempt.verifier.asked() || !attempt.verifier.accepted() || attempt.keys.asked() || wasAsked) {
                    throw attempt.failure(e);
                }
                wasAsked = true;
            } finally {
                attempt.passwordUsed.ifPresent(Secret::close);
            }
        }
    }

    /** One connection; a login may take several. */
    private final class Attempt {
        private final LoginAnswers answers;
        private final Passage passage =
                passages.apply(millis(settings.connectTimeout().value().orElse(CONNECT)));
        private final HostKeyVerifier verifier;
        private final Keys candidates = keyRing.keysFor(settings, route.node());
        private final OfferedKeys keys = new OfferedKeys(candidates.identities());
        private Optional<Secret> passwordUsed = Optional.empty();

        Attempt(LoginAnswers answers) throws ConnectionException {
            this.answers = answers;
            try {
                verifier = HostKeyVerifier.of(route.node(), settings, questions);
            } catch (IOException e) {
                throw failed(Stage.HOST_KEY, OneLine.reason(e), "mend that file of known host keys", e);
            }
        }

        Session connect(Optional<Secret> password) throws ConnectionException, JSchException {
            List<String> methods = methods();
            boolean keysOnly = methods.equals(List.of(PUBLIC_KEY));
            if (methods.isEmpty() || (keysOnly && candidates.identities().isEmpty())) {
                throw noKey();
            }
            passwordUsed = password;
            Session session = new JSch()
                    .getSession(
                            settings.user().value(),
                            settings.hostName().value(),
                            settings.port().value());
            session.setIdentityRepository(keys);
            session.setHostKeyRepository(verifier);
            settings.hostKeyAlias().ifPresent(alias -> session.setHostKeyAlias(alias.value()));
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("HashKnownHosts", "no");
            session.setConfig("PreferredAuthentications", String.join(",", methods));
            session.setUserInfo(answers);
            password.ifPresent(secret -> session.setPassword(secret.bytes()));
            session.setProxy(passage);
            session.setDaemonThread(true);
            Duration interval = settings.serverAliveInterval().value();
            session.setServerAliveInterval(millis(interval.isZero() ? KEEP_ALIVE : interval));
            session.setServerAliveCountMax(
                    Math.max(1, settings.serverAliveCountMax().value()));
            try {
                session.connect(millis(settings.connectTimeout().value().orElse(ANSWER)));
                return session;
            } catch (JSchException | RuntimeException e) {
                passage.close();
                throw e;
            }
        }

        /** Ways to log in. A password is typed only where the configuration names it; nobody can be asked if nobody is there. */
        private List<String> methods() {
            List<String> preferred = settings.preferredAuthentications().value();
            List<String> methods = new ArrayList<>(preferred.isEmpty() ? List.of(PUBLIC_KEY, INTERACTIVE) : preferred);
            methods.removeIf(method -> switch (method) {
                case PUBLIC_KEY -> !settings.pubkeyAuthentication().value();
                case INTERACTIVE ->
                    !settings.keyboardInteractiveAuthentication().value() || !questions.isAnybodyThere();
                case PASSWORD -> !settings.passwordAuthentication().value() || !questions.isAnybodyThere();
                default -> true;
            });
            return methods;
        }

        ConnectionException failure(JSchException e) {
            String place = route.last().place();
            if (passage.failure().isPresent()) {
                Passage.Failure failure = passage.failure().get();
                return failed(failure.stage(), failure.what(), failure.fix(), failure.passing(), e);
            }
            String words = passage.lastWords();
            String ending = rootReason(e) + (words.isEmpty() ? "" : " (" + words + ")");
            String heard = passage.heard();
            if (!passage.greeted() && (heard.isEmpty() || heard.contains(TOO_MANY))) {
                return failed(
                        Stage.BANNER,
                        place + " ends the connection before it says who it is: " + (heard.isEmpty() ? ending : heard),
                        "check the port; a busy server lets in only some of many (MaxStartups)",
                        true,
                        e);
            }
            if (!passage.greeted()) {
                return failed(
                        Stage.BANNER,
                        "what answers at " + place + " is not an SSH server: it says '" + heard + "'",
                        "check the port",
                        e);
            }
            if (verifier.refusal().isPresent() || e instanceof JSchHostKeyException) {
                return failed(
                        Stage.HOST_KEY,
                        verifier.refusal().orElseGet(() -> OneLine.reason(e)),
                        "ask the administrator for the node's fingerprint, and correct " + verifier.files()
                                + " only if it is the one the server sent",
                        e);
            }
            if (OneLine.reason(e).startsWith("Auth ")) {
                return notLetIn(ending, e);
            }
            if (verifier.accepted() || keys.asked()) {
                return failed(
                        Stage.AUTHENTICATION,
                        "the connection with " + place + " broke while logging in: " + ending,
                        "try again; if it stays so, see the server's log",
                        true,
                        e);
            }
            return failed(
                    Stage.KEY_EXCHANGE,
                    "no secure connection with " + place + ": " + ending,
                    "check that the server is not older than OpenSSH 6.5 and that nothing cuts the connection",
                    !(e instanceof JSchAlgoNegoFailException),
                    e);
        }

        ConnectionException notLetIn(String ending, Throwable cause) {
            List<String> why = new ArrayList<>(candidates.problems());
            for (Identity identity : candidates.identities()) {
                if (identity instanceof FileIdentity file && file.isLocked()) {
                    why.add("the key " + file.getName() + " is locked with a passphrase");
                }
            }
            answers.refused().ifPresent(prompt -> why.add("nobody answered '" + prompt + "'"));
            why.add(ending);
            String offered = candidates.identities().isEmpty() ? "no key" : candidates.names();
            return failed(
                    Stage.AUTHENTICATION,
                    route.last().place() + " does not accept " + offered + " for user "
                            + settings.user().value() + ": " + String.join("; ", why),
                    "add the key's public half to ~/.ssh/authorized_keys there, or check user and identity",
                    cause);
        }

        private ConnectionException noKey() {
            String reason = candidates.problems().isEmpty()
                    ? "there is no key to log in with"
                    : String.join("; ", candidates.problems());
            return failed(
                    Stage.AUTHENTICATION,
                    reason,
                    "name your private key as identity of this node, or in ~/.ssh/config",
                    null);
        }
    }

    private ConnectionException failed(Stage stage, String what, String fix, @Nullable Throwable cause) {
        return failed(stage, what, fix, false, cause);
    }

    private ConnectionException failed(
            Stage stage, String what, String fix, boolean passing, @Nullable Throwable cause) {
        Optional<String> hop = Optional.of(route.last().name()).filter(name -> !name.equals(route.node()));
        return new ConnectionException(route.node(), hop, stage, what, fix, passing, cause);
    }

    private static int millis(Duration duration) {
        return Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
    }

    private static String rootReason(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root instanceof SocketTimeoutException ? "no answer in time" : OneLine.reason(root);
    }
}
