package org.aiperf.datasets.tfrecord;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds a {@code tf.train.Example}; {@link Example} shows its form. */
public final class ExampleWriter {
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();

    public ExampleWriter bytes(String name, byte[] value) {
        return feature(name, field(1, field(1, value)));
    }

    public ExampleWriter text(String name, String value) {
        return bytes(name, value.getBytes(StandardCharsets.UTF_8));
    }

    public ExampleWriter integer(String name, long value) {
        ByteArrayOutputStream number = new ByteArrayOutputStream();
        varint(value, number);
        return feature(name, field(3, field(1, number.toByteArray())));
    }

    /** The message. */
    public byte[] toBytes() {
        return field(1, entries.toByteArray());
    }

    private ExampleWriter feature(String name, byte[] feature) {
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        entry.writeBytes(field(1, name.getBytes(StandardCharsets.UTF_8)));
        entry.writeBytes(field(2, feature));
        entries.writeBytes(field(1, entry.toByteArray()));
        return this;
    }

    private static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream field = new ByteArrayOutputStream(content.length + 6);
        varint((long) number << 3 | WireReader.DELIMITED, field);
        varint(content.length, field);
        field.writeBytes(content);
        return field.toByteArray();
    }

    private static void varint(long value, ByteArrayOutputStream out) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
