package org.aiperf.remote.knownhosts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;

/** Adds a host's key to a {@code known_hosts} file. Only to be used after somebody said yes to this very key. */
public final class NewHostKey {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_BYTES = 20;
    private static final int TRIES = 10;

    private NewHostKey() {}

    /**
     * Adds one line; the file changes in one step, is the user's alone afterwards (0600), and keeps every other byte. A
     * link stays a link. If somebody else changes the file meanwhile it is read again.
     *
     * @param name as {@link KnownHosts#name} or an alias says it
     * @param hidden whether the name is hashed
     */
    public static synchronized void add(Path file, String name, PublicKey key, boolean hidden) throws IOException {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        String names = hidden ? HostNames.Hashed.of(name, salt).toString() : name;
        byte[] line = (names + " " + key.type() + " " + key.base64() + "\n").getBytes(StandardCharsets.UTF_8);
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException(file + " is a folder");
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, mode(folder, "rwx------"));
        }
        for (int i = 0; i < TRIES; i++) {
            byte[] before = content(target);
            Path written = Files.createTempFile(folder, ".known_hosts", ".new", mode(folder, "rw-------"));
            try {
                write(written, before, line);
                if (Arrays.equals(before, content(target))) {
                    Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    return;
                }
            } finally {
                Files.deleteIfExists(written);
            }
        }
        throw new IOException(file + " is being changed by somebody else all the time");
    }

    private static void write(Path file, byte[] before, byte[] line) throws IOException {
        boolean open = before.length > 0 && before[before.length - 1] != '\n';
        ByteBuffer all = ByteBuffer.allocate(before.length + line.length + 1);
        all.put(before);
        if (open) {
            all.put((byte) '\n');
        }
        all.put(line).flip();
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.WRITE))) {
            while (all.hasRemaining()) {
                channel.write(all);
            }
            channel.force(true);
        }
    }

    private static byte[] content(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    private static FileAttribute<?>[] mode(Path folder, String mode) {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
