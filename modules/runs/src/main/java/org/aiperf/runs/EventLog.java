package org.aiperf.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The log of a run: append-only, one writer, on the disk before anybody acts on it. A line that was cut short by a
 * crash was never acknowledged, so opening the log again removes it.
 */
public final class EventLog implements AutoCloseable {
    private final FileChannel channel;
    private final EventCodec codec;
    private long sequence;

    private EventLog(FileChannel channel, EventCodec codec, long sequence) {
        this.channel = channel;
        this.codec = codec;
        this.sequence = sequence;
    }

    /** Starts a new log; there must be none yet. */
    public static EventLog create(Path file, EventCodec codec) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        return open(file, codec);
    }

    /** Opens a log to append to, making it if there is none. */
    public static EventLog open(Path file, EventCodec codec) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new IOException(file + " has a writer already");
            }
            EventStream stream = new EventStream(codec);
            List<Recorded> events = stream.accept(Files.readAllBytes(file));
            channel.truncate(channel.size() - stream.pendingBytes());
            channel.position(channel.size());
            return new EventLog(
                    channel, codec, events.isEmpty() ? 0 : events.getLast().sequence());
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException(file + " has a writer already", e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Writes events in order and returns once they are on the disk. */
    public synchronized List<Recorded> append(List<? extends Event> events, long nowMillis) throws IOException {
        List<Recorded> recorded = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        long next = sequence;
        for (Event event : events) {
            Recorded entry = new Recorded(++next, nowMillis, event);
            recorded.add(entry);
            lines.append(codec.encode(entry)).append('\n');
        }
        long start = channel.position();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            withdraw(start, e);
            throw e;
        }
        sequence = next;
        return recorded;
    }

    private void withdraw(long start, IOException cause) {
        try {
            channel.truncate(start);
            channel.position(start);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Reads a log from its start to its last whole line. */
    public static List<Recorded> read(Path file, EventCodec codec) throws IOException {
        return new EventStream(codec).accept(Files.readAllBytes(file));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
