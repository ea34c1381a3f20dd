package org.aiperf.remote;

import com.jcraft.jsch.Identity;
import org.jspecify.annotations.Nullable;

/**
 * A private key of a file, as JSch wants to see it. It says that it is not locked and asks for the passphrase when it is
 * to sign, which is when the server has said that it accepts the key.
 */
final class FileIdentity implements Identity {
    private final KeyFile.Usable key;
    private final Questions questions;
    private final String node;

    FileIdentity(KeyFile.Usable key, Questions questions, String node) {
        this.key = key;
        this.questions = questions;
        this.node = node;
    }

    @Override
    public boolean setPassphrase(byte @Nullable [] passphrase) {
        return true;
    }

    @Override
    public byte @Nullable [] getPublicKeyBlob() {
        if (key.publicHalf().isEmpty()) {
            key.unlock(questions, node);
        }
        return key.publicHalf().orElse(null);
    }

    @Override
    public byte @Nullable [] getSignature(byte[] data) {
        return key.unlock(questions, node) ? key.sign(data, null) : null;
    }

    @Override
    public byte @Nullable [] getSignature(byte[] data, String algorithm) {
        return key.unlock(questions, node) ? key.sign(data, algorithm) : null;
    }

    @Override
    public String getAlgName() {
        if (key.publicHalf().isEmpty()) {
            key.unlock(questions, node);
        }
        return key.type();
    }

    @Override
    public String getName() {
        return key.file().toString();
    }

    @Override
    public boolean isEncrypted() {
        return false;
    }

    @Override
    public void clear() {
        // The key is shared by all connections.
    }

    /** Whether it could have been used, had somebody unlocked it. */
    boolean isLocked() {
        return key.isLocked();
    }
}
