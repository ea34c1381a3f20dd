package org.aiperf.datasets.tfrecord;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Goes through the fields of one protocol buffers message (the encoding's specification, "Message Structure"). A message
 * within it is read by a reader of its own over the same bytes: nothing is copied, and nothing recurses.
 */
final class WireReader {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int DELIMITED = 2;
    static final int FIXED32 = 5;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int type;

    WireReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** Goes to the next field, whose value must be taken or skipped; false at the end. */
    boolean next() throws DamagedRecordException {
        if (at == end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (tag >>> 3 == 0 || tag >>> 3 > 536_870_911) {
            throw new DamagedRecordException("its message has a field of the number " + (tag >>> 3));
        }
        return true;
    }

    boolean hasRemaining() {
        return at < end;
    }

    int field() {
        return field;
    }

    int type() {
        return type;
    }

    long varint() throws DamagedRecordException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = bytes[advance(1)];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new DamagedRecordException("its message has a number of more than 64 bits");
    }

    float float32() throws DamagedRecordException {
        int from = advance(Integer.BYTES);
        int bits = (bytes[from] & 0xff)
                | ((bytes[from + 1] & 0xff) << 8)
                | ((bytes[from + 2] & 0xff) << 16)
                | ((bytes[from + 3] & 0xff) << 24);
        return Float.intBitsToFloat(bits);
    }

    /** The message, text or packed numbers that the field holds. */
    WireReader content() throws DamagedRecordException {
        if (type != DELIMITED) {
            throw new DamagedRecordException("its message has a number in field " + field + " where a text belongs");
        }
        long length = varint();
        if (length < 0 || length > end - at) {
            throw new DamagedRecordException("its message has a field that is longer than the message");
        }
        int from = advance((int) length);
        return new WireReader(bytes, from, at);
    }

    /** Numbers of a repeated field: those that are packed together here, or the single one that is here. */
    WireReader packedOrSingle(int kind) throws DamagedRecordException {
        if (type == DELIMITED) {
            return content();
        }
        if (type != kind) {
            throw new DamagedRecordException("its message has numbers of another kind in field " + field);
        }
        int from = at;
        skip();
        return new WireReader(bytes, from, at);
    }

    void skip() throws DamagedRecordException {
        switch (type) {
            case VARINT -> varint();
            case FIXED64 -> advance(Long.BYTES);
            case DELIMITED -> content();
            case FIXED32 -> advance(Integer.BYTES);
            default -> throw new DamagedRecordException("its message has a field of the type " + type);
        }
    }

    /** All that remains, as text. */
    String text() {
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }

    /** All that remains, copied. */
    byte[] copy() {
        return Arrays.copyOfRange(bytes, at, end);
    }

    /** A reader of its own of all that remains. */
    WireReader again() {
        return new WireReader(bytes, at, end);
    }

    private int advance(int length) throws DamagedRecordException {
        if (length > end - at) {
            throw new DamagedRecordException("its message breaks off");
        }
        int from = at;
        at += length;
        return from;
    }
}
