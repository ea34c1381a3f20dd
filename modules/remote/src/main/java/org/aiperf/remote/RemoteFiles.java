package org.aiperf.remote;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import com.jcraft.jsch.SftpProgressMonitor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import org.aiperf.remote.ConnectionException.Stage;

/**
 * The files of a node over SFTP. Paths are names, never patterns; relative ones start at the user's home. Every call
 * has a channel to itself, so threads may call at once.
 *
 * <p>{@link IOException}s that are no {@link ConnectionException} come from files of this machine.
 */
public final class RemoteFiles {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int OWNER_FILE = 0600;
    private static final int OWNER_FOLDER = 0700;
    private static final Duration DIGEST_LIMIT = Duration.ofMinutes(10);
    private static final int DIGEST_DIGITS = 64;

    private final SshConnection connection;

    RemoteFiles(SshConnection connection) {
        this.connection = connection;
    }

    /** Uploads with mode 0600. */
    public void upload(Path local, String remote, LongConsumer progressBytes) throws IOException {
        upload(local, remote, OWNER_FILE, progressBytes);
    }

    /**
     * Copies a file to the node. It appears there whole, replacing an older one in one step, or not at all.
     *
     * @param mode such as 0700
     * @param progressBytes told the number of bytes sent so far; a {@link CancellationException} of it ends the transfer
     */
    public void upload(Path local, String remote, int mode, LongConsumer progressBytes) throws IOException {
        long size = Files.size(local);
        try (InputStream content = Files.newInputStream(local)) {
            put(content, size, remote, mode, progressBytes);
        }
    }

    /** Writes a small file with mode 0600, whole or not at all. */
    public void write(String remote, byte[] content) throws ConnectionException {
        put(new ByteArrayInputStream(content), content.length, remote, OWNER_FILE, sent -> {});
    }

    /** Copies a file from the node; the local file appears whole or not at all. */
    public void download(String remote, Path local) throws IOException {
        Path folder = local.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new IOException(local + ": is a folder; name a file");
        }
        Path temporary = Files.createTempFile(folder, ".download", ".part");
        try {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                long expected = with(remote, sftp -> {
                    long size = sftp.attributes(remote).map(SftpATTRS::getSize).orElse(0L);
                    sftp.jsch().get(SftpChannel.name(remote), out);
                    return size;
                });
                requireSize(remote, expected, Math.min(expected, Files.size(temporary)));
            }
            Files.move(temporary, local, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** At most {@code maxBytes} from {@code offset} on; fewer, or none, at the end of the file. */
    public byte[] read(String remote, long offset, int maxBytes) throws ConnectionException {
        return with(remote, sftp -> sftp.read(remote, offset, maxBytes));
    }

    /** Follows a growing file from a byte offset on. */
    public RemoteTail tail(String remote, long offset) throws ConnectionException {
        return new RemoteTail(connection, remote, offset);
    }

    /** The names in a folder, sorted. */
    public List<String> list(String folder) throws ConnectionException {
        return with(folder, sftp -> {
            List<String> names = new ArrayList<>();
            sftp.jsch().ls(SftpChannel.name(folder), entry -> {
                names.add(entry.getFilename());
                return ChannelSftp.LsEntrySelector.CONTINUE;
            });
            return names.stream()
                    .filter(name -> !name.equals(".") && !name.equals(".."))
                    .sorted()
                    .toList();
        });
    }

    public boolean exists(String remote) throws ConnectionException {
        return with(remote, sftp -> sftp.attributes(remote).isPresent());
    }

    /** In bytes; empty if there is no such file. */
    public Optional<Long> size(String remote) throws ConnectionException {
        return with(remote, sftp -> sftp.attributes(remote).map(SftpATTRS::getSize));
    }

    /** Makes a folder and those above it, with mode 0700; existing ones are left as they are. */
    public void mkdirs(String folder) throws ConnectionException {
        with(folder, sftp -> {
            for (int end = folder.indexOf('/', 1); ; end = folder.indexOf('/', end + 1)) {
                makeFolder(sftp, end < 0 ? folder : folder.substring(0, end));
                if (end < 0) {
                    return true;
                }
            }
        });
    }

    /** Makes a folder with mode 0700 in one that is there; false if there is something of its name already. */
    public boolean mkdir(String folder) throws ConnectionException {
        return with(folder, sftp -> {
            if (sftp.attributes(folder).isPresent()) {
                return false;
            }
            try {
                sftp.jsch().mkdir(SftpChannel.name(folder));
            } catch (SftpException e) {
                if (sftp.attributes(folder).isPresent()) {
                    return false;
                }
                throw e;
            }
            sftp.jsch().chmod(OWNER_FOLDER, SftpChannel.name(folder));
            return true;
        });
    }

    /** Deletes a file or an empty folder; a missing one is fine. */
    public void delete(String remote) throws ConnectionException {
        with(remote, sftp -> {
            Optional<SftpATTRS> attributes = sftp.attributes(remote);
            if (attributes.isPresent() && attributes.get().isDir()) {
                sftp.jsch().rmdir(SftpChannel.name(remote));
            } else if (attributes.isPresent()) {
                sftp.jsch().rm(SftpChannel.name(remote));
            }
            return true;
        });
    }

    /** The SHA-256 of a file in lower-case hexadecimal, computed on the node: SFTP itself checks no content. */
    public String sha256(String remote) throws ConnectionException {
        Completed digest = connection.run(RemoteCommand.script(Script.DIGEST.text(), List.of(remote)), DIGEST_LIMIT);
        if (!digest.succeeded() || digest.out().length() < DIGEST_DIGITS) {
            throw connection.failed(
                    Stage.COMMAND,
                    remote + ": no checksum: " + OneLine.of(digest.err()),
                    "check the path, and that sha256sum is installed",
                    null);
        }
        return digest.out().substring(0, DIGEST_DIGITS);
    }

    private void put(InputStream content, long size, String remote, int mode, LongConsumer progressBytes)
            throws ConnectionException {
        String temporary = temporaryBeside(remote);
        try {
            with(remote, sftp -> {
                ChannelSftp jsch = sftp.jsch();
                String name = SftpChannel.name(temporary);
                // The mode first: at no moment may others read what is in it.
                jsch.put(InputStream.nullInputStream(), name);
                jsch.chmod(mode, name);
                jsch.put(content, name, new Progress(progressBytes), ChannelSftp.OVERWRITE);
                requireSize(
                        remote,
                        size,
                        sftp.attributes(temporary).map(SftpATTRS::getSize).orElse(0L));
                jsch.rename(name, SftpChannel.name(remote));
                return true;
            });
        } catch (ConnectionException | RuntimeException e) {
            deleteAfter(e, temporary);
            throw e;
        }
    }

    private static String temporaryBeside(String remote) {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        int name = remote.lastIndexOf('/') + 1;
        return remote.substring(0, name) + "." + HexFormat.of().formatHex(random) + ".part";
    }

    /** On a new channel: answers that the failed transfer did not wait for may still come in on the old one. */
    private void deleteAfter(Exception failure, String temporary) {
        try {
            delete(temporary);
        } catch (ConnectionException e) {
            failure.addSuppressed(e);
        }
    }

    private void makeFolder(SftpChannel sftp, String folder) throws SftpException, ConnectionException {
        Optional<SftpATTRS> existing = sftp.attributes(folder);
        if (existing.isEmpty()) {
            String name = SftpChannel.name(folder);
            try {
                sftp.jsch().mkdir(name);
                sftp.jsch().chmod(OWNER_FOLDER, name);
                return;
            } catch (SftpException e) {
                existing = sftp.attributes(folder);
                if (existing.isEmpty()) {
                    throw e;
                }
            }
        }
        if (!existing.get().isDir()) {
            throw connection.failed(
                    Stage.TRANSFER, folder + ": is a file, not a folder", "delete it or choose another folder", null);
        }
    }

    private void requireSize(String remote, long expected, long actual) throws ConnectionException {
        if (expected != actual) {
            throw connection.failed(
                    Stage.TRANSFER,
                    remote + ": only " + actual + " of " + expected + " bytes arrived",
                    "check the free space and try again",
                    null);
        }
    }

    private <T> T with(String path, Operation<T> operation) throws ConnectionException {
        return connection.onFiles(sftp -> {
            try {
                return operation.on(sftp);
            } catch (SftpException e) {
                if (e.getCause() instanceof CancellationException calledOff) {
                    throw calledOff;
                }
                throw sftp.failed(path, e);
            }
        });
    }

    private interface Operation<T> {
        T on(SftpChannel sftp) throws SftpException, ConnectionException;
    }

    private static final class Progress implements SftpProgressMonitor {
        private final LongConsumer bytes;
        private long sent;

        Progress(LongConsumer bytes) {
            this.bytes = bytes;
        }

        @Override
        public void init(int op, String src, String dest, long max) {
            sent = 0;
        }

        @Override
        public boolean count(long count) {
            sent += count;
            bytes.accept(sent);
            return true;
        }

        @Override
        public void end() {
            // The last count has said it all.
        }
    }
}
