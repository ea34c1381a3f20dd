package org.aiperf.remote.knownhosts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** A public key in the form in which it goes over the wire (RFC 4253, 6.6). */
public final class PublicKey {
    private static final int LONGEST_TYPE = 64;

    private final String type;
    private final byte[] blob;

    private PublicKey(String type, byte[] blob) {
        this.type = type;
        this.blob = blob;
    }

    /** Empty unless the bytes are a type and values, each with its length before it, to the very end. */
    public static Optional<PublicKey> of(byte[] blob) {
        ByteBuffer fields = ByteBuffer.wrap(blob);
        String type = "";
        int count = 0;
        while (fields.remaining() >= Integer.BYTES) {
            int length = fields.getInt();
            if (length < 0 || length > fields.remaining()) {
                return Optional.empty();
            }
            if (count++ == 0) {
                type = new String(blob, fields.position(), length, StandardCharsets.US_ASCII);
            }
            fields.position(fields.position() + length);
        }
        boolean isType =
                !type.isEmpty() && type.length() <= LONGEST_TYPE && type.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return isType && count > 1 && !fields.hasRemaining()
                ? Optional.of(new PublicKey(type, blob.clone()))
                : Optional.empty();
    }

    /** Empty if it is no base64, or no key. */
    public static Optional<PublicKey> ofBase64(String text) {
        try {
            return of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Such as {@code ssh-ed25519}. */
    public String type() {
        return type;
    }

    public byte[] blob() {
        return blob.clone();
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(blob);
    }

    /** As {@code ssh-keygen -l} prints it: {@code SHA256:} and the hash in base64 without padding. */
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey key && Arrays.equals(blob, key.blob);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(blob);
    }

    @Override
    public String toString() {
        return type + " " + fingerprint();
    }
}
