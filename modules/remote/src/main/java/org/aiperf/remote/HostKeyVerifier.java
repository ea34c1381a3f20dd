package org.aiperf.remote;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.aiperf.problems.Problem;
import org.aiperf.remote.Questions.ChangedHostKey;
import org.aiperf.remote.Questions.UnknownHostKey;
import org.aiperf.remote.config.HostSettings;
import org.aiperf.remote.knownhosts.HostKeyLine;
import org.aiperf.remote.knownhosts.HostKeyLine.Marker;
import org.aiperf.remote.knownhosts.KnownHosts;
import org.aiperf.remote.knownhosts.NewHostKey;
import org.aiperf.remote.knownhosts.PublicKey;
import org.aiperf.remote.knownhosts.Trust;
import org.jspecify.annotations.Nullable;

/**
 * The only place that decides whether a server is the one it claims to be. It trusts the keys of the {@code known_hosts}
 * files, and a key of which nothing is known if a person says yes to it; then it is added to the user's first file. A
 * changed or revoked key is refused without asking.
 */
final class HostKeyVerifier implements HostKeyRepository {
    private static final Set<String> JSCH_TYPES =
            Set.of("ssh-rsa", "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521");

    /** Two connections to one host must not ask twice. */
    private static final Object ASKING = new Object();

    private final String node;
    private final HostSettings settings;
    private final List<Path> files;
    private final Questions questions;
    private KnownHosts known;
    private boolean accepted;
    private boolean asked;
    private @Nullable String refusal;

    private HostKeyVerifier(
            String node, HostSettings settings, List<Path> files, KnownHosts known, Questions questions) {
        this.node = node;
        this.settings = settings;
        this.files = files;
        this.known = known;
        this.questions = questions;
    }

    /** @throws IOException that names a file which is there and cannot be read */
    static HostKeyVerifier of(String node, HostSettings settings, Questions questions) throws IOException {
        List<Path> files = new ArrayList<>(settings.userKnownHostsFiles().value());
        files.addAll(settings.globalKnownHostsFiles().value());
        return new HostKeyVerifier(node, settings, List.copyOf(files), KnownHosts.reading(files), questions);
    }

    /** Whether the server's key was found good, or was certified, which JSch finds out by itself. */
    boolean accepted() {
        return accepted;
    }

    /** Whether a person was asked, which takes time. */
    boolean asked() {
        return asked;
    }

    /** What was wrong with the server's key. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Where keys are looked for. */
    String files() {
        return files.isEmpty()
                ? "no file of known hosts"
                : files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    @Override
    public int check(String host, byte[] blob) {
        Optional<PublicKey> sent = PublicKey.of(blob);
        if (sent.isEmpty()) {
            return refuse(CHANGED, "the server at " + host + " sent no host key");
        }
        PublicKey key = sent.get();
        return switch (known.of(host, key)) {
            case Trust.Known(HostKeyLine line) -> accept();
            case Trust.Revoked(HostKeyLine line) ->
                refuse(
                        CHANGED,
                        "the host key " + key.fingerprint() + " of " + host + " is marked as revoked in " + line.file()
                                + " line " + line.line());
            case Trust.Changed(List<HostKeyLine> expected) -> {
                questions.refused(new ChangedHostKey(node, host, key, expected));
                yield refuse(
                        CHANGED,
                        "the host key of " + host + " has changed: "
                                + expected.stream()
                                        .map(HostKeyLine::toString)
                                        .distinct()
                                        .collect(Collectors.joining(", "))
                                + ", the server sent " + key.fingerprint() + " (" + key.type() + ")");
            }
            case Trust.Unknown() -> ask(host, key);
        };
    }

    private int ask(String host, PublicKey key) {
        String unknown = "the host key " + key.fingerprint() + " (" + key.type() + ") of " + host + " is not in "
                + files() + leftOut();
        if (settings.refusesUnknownHostKeys().value()) {
            return refuse(
                    NOT_INCLUDED,
                    unknown + ", and " + settings.refusesUnknownHostKeys().origin() + " says not to ask");
        }
        if (settings.userKnownHostsFiles().value().isEmpty()) {
            return refuse(NOT_INCLUDED, unknown);
        }
        Path file = settings.userKnownHostsFiles().value().getFirst();
        synchronized (ASKING) {
            try {
                known = KnownHosts.reading(files);
            } catch (IOException e) {
                return refuse(NOT_INCLUDED, OneLine.reason(e));
            }
            if (!(known.of(host, key) instanceof Trust.Unknown)) {
                return check(host, key.blob());
            }
            asked = true;
            if (!questions.trusts(new UnknownHostKey(node, host, key, file))) {
                return refuse(NOT_INCLUDED, unknown);
            }
            try {
                NewHostKey.add(file, host, key, settings.hashKnownHosts().value());
            } catch (IOException e) {
                return refuse(NOT_INCLUDED, "the host key cannot be added to " + file + ": " + OneLine.reason(e));
            }
            return accept();
        }
    }

    /** A line that nobody understands may be the one that was meant. */
    private String leftOut() {
        List<Problem> problems = known.problems();
        return problems.isEmpty() ? "" : " (" + problems.getFirst() + ")";
    }

    private int accept() {
        accepted = true;
        return OK;
    }

    private int refuse(int verdict, String why) {
        refusal = why;
        return verdict;
    }

    @Override
    public void add(HostKey hostkey, @Nullable UserInfo userinfo) {
        throw new UnsupportedOperationException("JSch adds no host keys");
    }

    @Override
    public void remove(String host, String type) {
        throw new UnsupportedOperationException("host keys are never removed here");
    }

    @Override
    public void remove(String host, String type, byte @Nullable [] key) {
        throw new UnsupportedOperationException("host keys are never removed here");
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return files();
    }

    /** JSch asks this when the server shows a certificate: who may certify this host, and what is revoked. */
    @Override
    public HostKey[] getHostKey() {
        String name =
                KnownHosts.name(settings.hostName().value(), settings.port().value());
        String host = settings.hostKeyAlias().map(alias -> alias.value()).orElse(name);
        List<HostKey> keys = new ArrayList<>();
        for (Marker marker : List.of(Marker.AUTHORITY, Marker.REVOKED)) {
            known.of(host, marker).forEach(line -> keys.add(hostKey(host, line)));
        }
        return keys.toArray(HostKey[]::new);
    }

    /** JSch asks this for the types of key it should prefer. */
    @Override
    public HostKey[] getHostKey(String host, @Nullable String type) {
        return known.of(host, Marker.HOST).stream()
                .filter(line -> type == null || line.key().type().equals(type))
                .map(line -> hostKey(host, line))
                .toArray(HostKey[]::new);
    }

    private static HostKey hostKey(String host, HostKeyLine line) {
        String marker = switch (line.marker()) {
            case HOST -> "";
            case AUTHORITY -> "@cert-authority";
            case REVOKED -> "@revoked";
        };
        int type = JSCH_TYPES.contains(line.key().type()) ? HostKey.GUESS : HostKey.UNKNOWN;
        try {
            return new HostKey(marker, host, type, line.key().blob(), "");
        } catch (JSchException e) {
            throw new IllegalStateException("JSch knows " + line.key().type(), e);
        }
    }
}
