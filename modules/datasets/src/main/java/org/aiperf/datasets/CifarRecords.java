package org.aiperf.datasets;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.aiperf.datasets.pictures.Picture;

/** Records of 3073 bytes: the label, then 32×32 bytes of red, as many of green, and of blue. */
final class CifarRecords implements LabelledRecords {
    static final ImageSetHeader SIZE = new ImageSetHeader(0, 32, 32, Picture.CHANNELS, 10);

    private static final int PIXELS = 32 * 32;
    private static final int RECORD = 1 + PIXELS * Picture.CHANNELS;

    private final List<Path> files;
    private final List<Long> lengths;
    private final RecordNumbers numbers;

    CifarRecords(List<Path> files, List<Long> lengths) {
        this.files = List.copyOf(files);
        this.lengths = List.copyOf(lengths);
        numbers = new RecordNumbers(
                lengths.stream().map(length -> (int) (length / RECORD)).toList());
    }

    /** The records that files end within. */
    List<CorruptRecord> brokenOff() {
        List<CorruptRecord> broken = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            long rest = lengths.get(i) % RECORD;
            if (rest > 0) {
                broken.add(new CorruptRecord(
                        files.get(i).toAbsolutePath().toString(),
                        lengths.get(i) / RECORD,
                        "the file ends after " + rest + " of its " + RECORD + " bytes"));
            }
        }
        return broken;
    }

    @Override
    public int size() {
        return numbers.total();
    }

    @Override
    public CorruptRecord corrupt(int record, String what) {
        return new CorruptRecord(
                files.get(numbers.file(record)).toAbsolutePath().toString(), numbers.inFile(record), what);
    }

    @Override
    public int read(int record, OptionalLong seed, byte[] target) throws CorruptRecordException {
        byte[] bytes = bytes(record);
        for (int i = 0; i < PIXELS; i++) {
            for (int c = 0; c < Picture.CHANNELS; c++) {
                target[i * Picture.CHANNELS + c] = bytes[1 + c * PIXELS + i];
            }
        }
        int label = bytes[0] & 0xff;
        if (label >= SIZE.classes()) {
            throw new CorruptRecordException("its label is " + label + ", not 0 to " + (SIZE.classes() - 1));
        }
        return label;
    }

    @Override
    public Original original(int record) throws CorruptRecordException {
        byte[] rgb = new byte[SIZE.imageBytes()];
        int label = read(record, OptionalLong.empty(), rgb);
        return new Original(label, new Picture(SIZE.width(), SIZE.height(), rgb), Optional.empty());
    }

    private byte[] bytes(int record) throws CorruptRecordException {
        ByteBuffer bytes = ByteBuffer.allocate(RECORD);
        long at = (long) numbers.inFile(record) * RECORD;
        try (FileChannel file = FileChannel.open(files.get(numbers.file(record)))) {
            while (bytes.hasRemaining()) {
                if (file.read(bytes, at + bytes.position()) < 0) {
                    throw new EOFException("the file became shorter");
                }
            }
            return bytes.array();
        } catch (IOException e) {
            throw new CorruptRecordException("it cannot be read (" + e + ")");
        }
    }
}
