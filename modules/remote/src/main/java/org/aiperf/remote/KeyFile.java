package org.aiperf.remote;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.aiperf.remote.Questions.LockedKey;
import org.jspecify.annotations.Nullable;

/** A file with a private key. */
sealed interface KeyFile {
    /** There is a key in it, which may be locked. */
    final class Usable implements KeyFile {
        private static final int MOST_ATTEMPTS = 3;

        private final Path file;
        private final KeyPair pair;
        private boolean refused;

        private Usable(Path file, KeyPair pair) {
            this.file = file;
            this.pair = pair;
        }

        Path file() {
            return file;
        }

        /** In the form in which it goes over the wire; empty if it is locked away, too. */
        synchronized Optional<byte[]> publicHalf() {
            return Optional.ofNullable(pair.getPublicKeyBlob());
        }

        synchronized String type() {
            return pair.getKeyTypeString();
        }

        synchronized boolean isLocked() {
            return pair.isEncrypted();
        }

        /** Asks for the passphrase until it is right, three times at most, and never again once it was refused. */
        synchronized boolean unlock(Questions questions, String node) {
            for (int attempt = 1; pair.isEncrypted() && attempt <= MOST_ATTEMPTS && !refused; attempt++) {
                Optional<char[]> given = questions.passphrase(new LockedKey(node, file, attempt));
                if (given.isEmpty()) {
                    refused = true;
                    return false;
                }
                try (Secret passphrase = new Secret(given.get())) {
                    pair.decrypt(passphrase.bytes());
                }
            }
            return !pair.isEncrypted();
        }

        synchronized byte @Nullable [] sign(byte[] data, @Nullable String algorithm) {
            return algorithm == null ? pair.getSignature(data) : pair.getSignature(data, algorithm);
        }
    }

    /** @param reason one line: file, what, and how to mend it */
    record Unusable(String reason) implements KeyFile {}

    static KeyFile read(Path file) {
        if (!Files.isReadable(file)) {
            return new Unusable("there is no readable key " + file);
        }
        try {
            return new Usable(file, KeyPair.load(new JSch(), file.toString(), null));
        } catch (JSchException e) {
            return new Unusable(file + " is not a usable private key: " + OneLine.reason(e));
        }
    }
}
