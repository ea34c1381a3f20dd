package org.aiperf.remote;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.SshAddress;
import org.aiperf.remote.ConnectionException.Stage;
import org.jspecify.annotations.Nullable;

/** Opens one authenticated session, or tells at which stage and why not. */
final class Handshake {
    private static final int ANSWER_MILLIS = 15_000;
    private static final int KEEP_ALIVE_MILLIS = 5_000;
    private static final int KEEP_ALIVES_LOST = 3;

    private final Node node;
    private final SshAddress address;
    private final int port;
    private final String user;
    private final Path identity;
    private final Path knownHosts;
    private final WatchedSocket socket = new WatchedSocket();

    private Handshake(Node node) {
        this.node = node;
        this.address =
                node.ssh().orElseThrow(() -> new IllegalArgumentException(node.name() + " is not reached over SSH"));
        this.port = address.port().orElse(22);
        this.user = address.user().orElseGet(() -> System.getProperty("user.name"));
        this.identity = address.identity().orElseGet(() -> ofUser("id_ed25519"));
        this.knownHosts = address.knownHosts().orElseGet(() -> ofUser("known_hosts"));
    }

    private static Path ofUser(String file) {
        return Path.of(System.getProperty("user.home"), ".ssh", file);
    }

    static Session connect(Node node) throws ConnectionException {
        return new Handshake(node).connect();
    }

    private Session connect() throws ConnectionException {
        HostKeyVerifier verifier = verifier();
        try {
            JSch jsch = new JSch();
            addIdentity(jsch);
            Session session = jsch.getSession(user, address.host(), port);
            session.setHostKeyRepository(verifier);
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("HashKnownHosts", "no");
            session.setConfig("PreferredAuthentications", "publickey");
            session.setSocketFactory(socket);
            session.setDaemonThread(true);
            session.setServerAliveInterval(KEEP_ALIVE_MILLIS);
            session.setServerAliveCountMax(KEEP_ALIVES_LOST);
            session.connect(ANSWER_MILLIS);
            return session;
        } catch (JSchException e) {
            throw failure(verifier, e);
        }
    }

    private HostKeyVerifier verifier() throws ConnectionException {
        try {
            return HostKeyVerifier.reading(knownHosts);
        } catch (IOException e) {
            throw failed(
                    Stage.HOST_KEY,
                    knownHosts + " cannot be read: " + OneLine.reason(e),
                    "mend that file of known host keys",
                    e);
        }
    }

    private void addIdentity(JSch jsch) throws ConnectionException {
        try {
            if (!Files.isReadable(identity)) {
                throw failed(
                        Stage.AUTHENTICATION,
                        "there is no readable key " + identity,
                        "name your private key as identity of this node",
                        null);
            }
            KeyPair pair = KeyPair.load(jsch, identity.toString(), null);
            boolean locked = pair.isEncrypted();
            pair.dispose();
            if (locked) {
                throw failed(
                        Stage.AUTHENTICATION,
                        "the key " + identity + " is locked with a passphrase",
                        "name a key without one as identity of this node",
                        null);
            }
            jsch.addIdentity(identity.toString());
        } catch (JSchException e) {
            throw failed(
                    Stage.AUTHENTICATION,
                    identity + " is not a usable private key: " + OneLine.reason(e),
                    "name an ECDSA, Ed25519 or RSA key in OpenSSH's format",
                    e);
        }
    }

    private ConnectionException failure(HostKeyVerifier verifier, JSchException e) {
        String place = address.host() + " port " + port;
        if (!socket.resolved()) {
            return failed(Stage.ADDRESS, "there is no address for " + address.host(), "check the host name", e);
        }
        if (!socket.connected()) {
            return failed(
                    Stage.TCP,
                    "nothing answers at " + place + ": " + rootReason(e),
                    "check host and port, and that an SSH server runs there",
                    e);
        }
        if (!socket.greeted()) {
            return failed(
                    Stage.BANNER,
                    "what answers at " + place + " is not an SSH server: " + rootReason(e),
                    "check the port",
                    e);
        }
        if (verifier.refusal().isPresent() || e instanceof JSchHostKeyException) {
            return failed(
                    Stage.HOST_KEY,
                    verifier.refusal().orElseGet(() -> OneLine.reason(e)),
                    "ask the administrator for the node's fingerprint, and correct " + knownHosts
                            + " only if it is the one the server sent",
                    e);
        }
        String reason = OneLine.reason(e);
        if (reason.startsWith("Auth ") || verifier.accepted()) {
            return failed(
                    Stage.AUTHENTICATION,
                    place + " does not accept the key " + identity + " for user " + user + ": " + rootReason(e),
                    "add its public half to ~/.ssh/authorized_keys there, or check user and identity",
                    e);
        }
        return failed(
                Stage.KEY_EXCHANGE,
                "no secure connection with " + place + ": " + rootReason(e),
                "check that the server is not older than OpenSSH 6.5 and that nothing cuts the connection",
                e);
    }

    private ConnectionException failed(Stage stage, String what, String fix, @Nullable Throwable cause) {
        return new ConnectionException(node.name(), stage, what, fix, cause);
    }

    private static String rootReason(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root instanceof SocketTimeoutException ? "no answer in time" : OneLine.reason(root);
    }
}
