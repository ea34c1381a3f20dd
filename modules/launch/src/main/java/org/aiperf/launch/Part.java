package org.aiperf.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One file of the agent, known by the SHA-256 of its content, in lower-case hexadecimal. */
sealed interface Part {
    String sha256();

    long bytes();

    /** Ends with what the store's names end with, such as {@code .jar}. */
    String name();

    /** What it is called in a store, whatever it was called before. */
    default String storedName() {
        String suffix = name().endsWith(".tar.gz") ? ".tar.gz" : name().substring(name().lastIndexOf('.'));
        return sha256() + suffix;
    }

    /** A file of this machine, which may lie in an archive. */
    record InFile(String name, Path file, String sha256, long bytes) implements Part {}

    /** A few lines that are nowhere on a disk. */
    record InMemory(String name, String text) implements Part {
        @Override
        public String sha256() {
            return Part.sha256(text);
        }

        @Override
        public long bytes() {
            return content().length;
        }

        byte[] content() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    static String sha256(String text) {
        return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = digest();
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
