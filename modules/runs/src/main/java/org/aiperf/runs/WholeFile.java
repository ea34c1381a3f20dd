package org.aiperf.runs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files appear whole or not at all, readable by their owner, and replace what was there once they are on the disk. */
public final class WholeFile {
    private WholeFile() {}

    /** @throws IOException with one line for people; nothing is left behind then, and an older file stays as it was */
    public static void write(Path file, byte[] content) throws IOException {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || Files.isDirectory(file)) {
                throw new FileSystemException(file.toString(), null, "is a folder");
            }
            Files.createDirectories(folder);
            Path unfinished = Files.createTempFile(folder, ".whole-", ".unfinished");
            try {
                fill(unfinished, content);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new IOException(
                    file + ": cannot be written (" + reason(e)
                            + "); choose a folder that you may write to and that has room",
                    e);
        }
    }

    private static void fill(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
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
