package org.aiperf.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way from the thread that receives them to the one that reads them, which can wait for a limited time,
 * as with a socket. Whoever puts bytes in never waits: one slow reader behind a host must not hold up the others that
 * are reached through it. How much can pile up is what the other side may send unasked, the sum of the windows of its
 * channels; beyond that the pipe breaks.
 */
final class TimedPipe extends InputStream {
    private static final long MOST_WAITING = 256L << 20;

    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private int position;
    private long waiting;
    private int timeoutMillis;
    private boolean ended;
    private boolean closed;
    private @Nullable String broken;

    /** As {@link java.net.Socket#setSoTimeout}: 0 waits for ever. */
    synchronized void setTimeout(int millis) {
        timeoutMillis = millis;
    }

    synchronized int timeout() {
        return timeoutMillis;
    }

    synchronized void put(byte[] bytes, int offset, int length) {
        if (closed || broken != null || length == 0) {
            return;
        }
        if (waiting + length > MOST_WAITING) {
            chunks.clear();
            broken = "the other side sends more than it may";
        } else {
            byte[] chunk = new byte[length];
            System.arraycopy(bytes, offset, chunk, 0, length);
            chunks.add(chunk);
            waiting += length;
        }
        notifyAll();
    }

    /** Nothing more will come. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!await()) {
            return -1;
        }
        byte[] chunk = chunks.getFirst();
        int count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, buffer, offset, count);
        position += count;
        waiting -= count;
        if (position == chunk.length) {
            chunks.removeFirst();
            position = 0;
        }
        return count;
    }

    @Override
    public synchronized int available() {
        return (int) Math.min(Integer.MAX_VALUE, waiting);
    }

    @Override
    public synchronized void close() {
        closed = true;
        chunks.clear();
        notifyAll();
    }

    /** Whether there is something to read; otherwise nothing will come any more. */
    private boolean await() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        while (chunks.isEmpty()) {
            if (broken != null) {
                throw new IOException(broken);
            }
            if (closed) {
                throw new IOException("closed");
            }
            if (ended) {
                return false;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (timeoutMillis > 0 && left <= 0) {
                throw new SocketTimeoutException("no answer in time");
            }
            try {
                wait(timeoutMillis > 0 ? left : 0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        return true;
    }
}
