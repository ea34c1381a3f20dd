package org.aiperf.remote;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Takes what a command prints, up to a limit; the rest is counted as lost, never an error to the writer. */
final class BoundedOutput extends OutputStream {
    private final int limit;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private boolean overflowed;

    BoundedOutput(int limit) {
        this.limit = limit;
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int room = Math.min(length, limit - taken.size());
        taken.write(bytes, offset, room);
        overflowed |= room < length;
    }

    synchronized boolean overflowed() {
        return overflowed;
    }

    synchronized byte[] bytes() {
        return taken.toByteArray();
    }

    synchronized String text() {
        return taken.toString(StandardCharsets.UTF_8);
    }
}
