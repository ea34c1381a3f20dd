package org.aiperf.runs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Files appear whole or not at all, readable by their owner, and replace what was there once they are on the disk. */
public final class WholeFile {
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final Set<PosixFilePermission> OWNERS_ONLY = PosixFilePermissions.fromString("rw-------");

    private WholeFile() {}

    /** @throws IOException with one line for people; nothing is left behind then, and an older file stays as it was */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, content, true);
    }

    /**
     * As {@link #write}, but does not wait for the disk: after a power failure the file may be empty. For what can be made
     * again.
     */
    public static void writeUnforced(Path file, byte[] content) throws IOException {
        write(file, content, false);
    }

    private static void write(Path file, byte[] content, boolean force) throws IOException {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || Files.isDirectory(file)) {
                throw new FileSystemException(file.toString(), null, "is a folder");
            }
            Files.createDirectories(folder);
            Path unfinished = folder.resolve(".whole-" + UUID.randomUUID() + ".unfinished");
            try {
                fill(unfinished, content, force);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                Files.deleteIfExists(unfinished);
                throw e;
            }
        } catch (IOException e) {
            throw new IOException(
                    file + ": cannot be written (" + reason(e)
                            + "); choose a folder that you may write to and that has room",
                    e);
        }
    }

    private static void fill(Path file, byte[] content, boolean force) throws IOException {
        try (FileChannel channel = FileChannel.open(file, NEW, ownersOnly(file))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (force) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] ownersOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNERS_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such folder";
        }
        if (e instanceof FileSystemException system) {
            return system.getReason() == null ? "something else stands at " + system.getFile() : system.getReason();
        }
        return String.valueOf(e.getMessage());
    }
}
