package org.aiperf.datasets.tfrecord;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a new TFRecord file. */
public final class RecordWriter implements AutoCloseable {
    private final OutputStream out;
    private long bytes;

    public RecordWriter(Path path) throws IOException {
        out = new BufferedOutputStream(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW), 1 << 16);
    }

    public void write(byte[] data) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(RecordFile.HEAD).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(data.length);
        head.putInt(MaskedCrc.of(head.array(), 0, Long.BYTES));
        ByteBuffer foot = ByteBuffer.allocate(RecordFile.FOOT).order(ByteOrder.LITTLE_ENDIAN);
        foot.putInt(MaskedCrc.of(data, 0, data.length));
        out.write(head.array());
        out.write(data);
        out.write(foot.array());
        bytes += RecordFile.HEAD + (long) data.length + RecordFile.FOOT;
    }

    /** Bytes written so far. */
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
