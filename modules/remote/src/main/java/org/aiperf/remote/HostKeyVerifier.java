package org.aiperf.remote;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The only place that decides whether a server is the one it claims to be. It trusts the keys of the node's
 * {@code known_hosts} file and nothing else; it adds nothing, removes nothing and asks nobody.
 */
final class HostKeyVerifier implements HostKeyRepository {
    private final HostKeyRepository known;
    private final Path file;
    private boolean accepted;
    private @Nullable String refusal;

    private HostKeyVerifier(HostKeyRepository known, Path file) {
        this.known = known;
        this.file = file;
    }

    /** Reads a {@code known_hosts} file; a missing one trusts nobody. */
    static HostKeyVerifier reading(Path file) throws IOException {
        JSch reader = new JSch();
        try (InputStream in = Files.newInputStream(file)) {
            reader.setKnownHosts(in);
        } catch (NoSuchFileException e) {
            return new HostKeyVerifier(reader.getHostKeyRepository(), file);
        } catch (JSchException e) {
            throw new IOException(e.getMessage(), e);
        }
        return new HostKeyVerifier(reader.getHostKeyRepository(), file);
    }

    /** Whether the server's key was found good. */
    boolean accepted() {
        return accepted;
    }

    /** What was wrong with the server's key. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public int check(String host, byte[] key) {
        String sent = fingerprint(key);
        HostKey[] ofHost = known.getHostKey(host, null);
        String encoded = Base64.getEncoder().encodeToString(key);
        if (Arrays.stream(ofHost).anyMatch(k -> "@revoked".equals(k.getMarker()) && encoded.equals(k.getKey()))) {
            return refuse(CHANGED, "the host key " + sent + " of " + host + " is marked as revoked in " + file);
        }
        if (known.check(host, key) == OK) {
            accepted = true;
            return OK;
        }
        String expected = Arrays.stream(ofHost)
                .filter(k -> k.getMarker().isEmpty())
                .map(k -> fingerprint(Base64.getDecoder().decode(k.getKey())))
                .distinct()
                .collect(Collectors.joining(", "));
        if (expected.isEmpty()) {
            return refuse(NOT_INCLUDED, "the host key " + sent + " of " + host + " is not in " + file);
        }
        return refuse(
                CHANGED,
                "the host key of " + host + " has changed: " + file + " has " + expected + ", the server sent " + sent);
    }

    private int refuse(int verdict, String why) {
        refusal = why;
        return verdict;
    }

    /** As OpenSSH prints it. */
    private static String fingerprint(byte[] key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void add(HostKey hostkey, @Nullable UserInfo userinfo) {
        throw new UnsupportedOperationException("host keys are never added here");
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
        return file.toString();
    }

    @Override
    public HostKey[] getHostKey() {
        return known.getHostKey();
    }

    @Override
    public HostKey[] getHostKey(String host, @Nullable String type) {
        return known.getHostKey(host, type);
    }
}
