package org.aiperf.remote;

import com.jcraft.jsch.SftpATTRS;
import java.util.Optional;
import org.aiperf.remote.ConnectionException.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Follows a file that grows at its end. It keeps one channel, so a poll that finds nothing new costs one round trip.
 * After an error the next poll opens a new channel and goes on at the same offset; when the connection itself is gone,
 * open a new tail at {@link #offset()} on a new connection, and nothing is lost or seen twice.
 */
public final class RemoteTail implements AutoCloseable {
    private static final int MOST_AT_ONCE = 4 << 20;

    private final SshConnection connection;
    private final String remote;
    private final ChannelLimit.Permit permit;
    private @Nullable SftpChannel sftp;
    private long offset;
    private boolean closed;

    RemoteTail(SshConnection connection, String remote, long offset) throws ConnectionException {
        if (offset < 0) {
            throw new IllegalArgumentException("negative offset: " + offset);
        }
        this.connection = connection;
        this.remote = remote;
        this.offset = offset;
        this.permit = connection.limit().tail();
    }

    /** How many bytes of the file have been returned or skipped so far. */
    public synchronized long offset() {
        return offset;
    }

    /**
     * The bytes that are new since the last poll, at most 4 MiB; none if nothing is new or there is no such file yet.
     * A line or a character may be cut at the end; its rest comes with a later poll.
     *
     * @throws ConnectionException of stage TRANSFER also if the file has become shorter than what was read of it
     */
    public synchronized byte[] poll() throws ConnectionException {
        if (closed) {
            throw new IllegalStateException("this tail is closed");
        }
        try {
            SftpChannel open = channel();
            Optional<SftpATTRS> attributes = open.attributes(remote);
            long size = attributes.map(SftpATTRS::getSize).orElse(0L);
            if (attributes.isEmpty() || size == offset) {
                return new byte[0];
            }
            if (size < offset) {
                throw connection.failed(
                        Stage.TRANSFER,
                        remote + ": has shrunk from " + offset + " to " + size + " bytes",
                        "it was replaced; follow it again from the start",
                        null);
            }
            byte[] fresh = open.read(remote, offset, (int) Math.min(MOST_AT_ONCE, size - offset));
            offset += fresh.length;
            return fresh;
        } catch (ConnectionException | RuntimeException e) {
            drop();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            drop();
            permit.release();
        }
    }

    private SftpChannel channel() throws ConnectionException {
        SftpChannel current = sftp;
        if (current == null || !current.isOpen()) {
            current = connection.withRoom(() -> SftpChannel.open(connection));
            sftp = current;
        }
        return current;
    }

    private void drop() {
        SftpChannel current = sftp;
        if (current != null) {
            current.close();
            sftp = null;
        }
    }
}
