package org.aiperf.datasets.tfrecord;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the records of a TFRecord file are. Each is its length (8 bytes, little-endian), the check sum of these, the
 * data, and the check sum of the data. Where a length is wrong, the next byte from which a length fits its check sum
 * begins the next record, so that damage costs the records it lies in and no others.
 */
public final class RecordFile {
    /** Bytes before the data: the length and its check sum. */
    static final int HEAD = 12;

    static final int FOOT = 4;

    /** Longer records than this are taken for damage. */
    static final int LONGEST = 1 << 28;

    private static final int SEARCHED_AT_ONCE = 1 << 16;

    private final Path path;
    private final long[] starts;
    private final int[] lengths;
    private final List<Gap> gaps;

    /**
     * Bytes that belong to no record.
     *
     * @param before the number of the record before which they lie
     */
    public record Gap(int before, long from, long to) {}

    private RecordFile(Path path, long[] starts, int[] lengths, List<Gap> gaps) {
        this.path = path;
        this.starts = starts;
        this.lengths = lengths;
        this.gaps = List.copyOf(gaps);
    }

    /** Goes once through the lengths of a file; the data is not read. */
    public static RecordFile scan(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            return new Scan(file).run(path);
        }
    }

    public Path path() {
        return path;
    }

    public int size() {
        return starts.length;
    }

    public List<Gap> gaps() {
        return gaps;
    }

    /**
     * Reads the data of a record. The file is open no longer than this takes, so that sets of many files do not need as
     * many open ones.
     *
     * @throws DamagedRecordException if the data does not fit its check sum
     */
    public byte[] read(int record) throws IOException, DamagedRecordException {
        byte[] bytes = new byte[lengths[record] + FOOT];
        try (FileChannel file = FileChannel.open(path)) {
            fill(file, ByteBuffer.wrap(bytes), starts[record] + HEAD);
        }
        int length = lengths[record];
        int expected = littleEndian(bytes).getInt(length);
        if (MaskedCrc.of(bytes, 0, length) != expected) {
            throw new DamagedRecordException("its data does not fit its check sum");
        }
        return Arrays.copyOf(bytes, length);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void fill(FileChannel file, ByteBuffer target, long from) throws IOException {
        long at = from;
        while (target.hasRemaining()) {
            int read = file.read(target, at);
            if (read < 0) {
                throw new EOFException("the file became shorter");
            }
            at += read;
        }
    }

    private static final class Scan {
        private final FileChannel file;
        private final long size;
        private long[] starts = new long[1024];
        private int[] lengths = new int[1024];
        private int count;
        private final List<Gap> gaps = new ArrayList<>();

        Scan(FileChannel file) throws IOException {
            this.file = file;
            size = file.size();
        }

        RecordFile run(Path path) throws IOException {
            byte[] head = new byte[HEAD];
            long at = 0;
            while (at < size) {
                int length = -1;
                if (size - at >= HEAD) {
                    fill(file, ByteBuffer.wrap(head), at);
                    length = length(head, 0, at);
                }
                if (length < 0) {
                    long next = next(at + 1);
                    gaps.add(new Gap(count, at, next));
                    at = next;
                } else {
                    add(at, length);
                    at += HEAD + length + FOOT;
                }
            }
            return new RecordFile(path, Arrays.copyOf(starts, count), Arrays.copyOf(lengths, count), gaps);
        }

        /** The length that a head gives, or -1 if it is no head of a record that ends within the file. */
        private int length(byte[] bytes, int from, long at) {
            ByteBuffer numbers = littleEndian(bytes);
            long length = numbers.getLong(from);
            boolean isPossible = length >= 0 && length <= Math.min(size - at - HEAD - FOOT, LONGEST);
            return isPossible && numbers.getInt(from + 8) == MaskedCrc.of(bytes, from, 8) ? (int) length : -1;
        }

        /** Where the next record begins; the end of the file if there is none. */
        private long next(long from) throws IOException {
            byte[] window = new byte[SEARCHED_AT_ONCE];
            for (long at = from; size - at >= HEAD + FOOT; at += window.length - HEAD + 1) {
                int filled = (int) Math.min(window.length, size - at);
                fill(file, ByteBuffer.wrap(window, 0, filled), at);
                for (int i = 0; i + HEAD <= filled; i++) {
                    if (length(window, i, at + i) >= 0) {
                        return at + i;
                    }
                }
            }
            return size;
        }

        private void add(long start, int length) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
                lengths = Arrays.copyOf(lengths, count * 2);
            }
            starts[count] = start;
            lengths[count] = length;
            count++;
        }
    }
}
