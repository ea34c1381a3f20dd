package org.aiperf.datasets;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.aiperf.datasets.pictures.Box;
import org.aiperf.datasets.pictures.PictureReader;
import org.aiperf.datasets.pictures.ReferenceCrop;
import org.aiperf.datasets.pictures.UnreadablePictureException;
import org.aiperf.datasets.tfrecord.DamagedRecordException;
import org.aiperf.datasets.tfrecord.Example;
import org.aiperf.datasets.tfrecord.RecordFile;

/**
 * Records in the layout of ImageNet: {@code image/encoded} is a picture file, {@code image/class/label} its class, and
 * {@code image/object/bbox/xmin}, {@code ymin}, {@code xmax}, {@code ymax} may say where objects are, in fractions.
 */
final class TfRecords implements LabelledRecords {
    static final String ENCODED = "image/encoded";
    static final String LABEL = "image/class/label";
    static final String BOX = "image/object/bbox/";

    private final List<RecordFile> files;
    private final RecordNumbers numbers;
    private final ReferenceCrop crop;
    private final int classes;
    private final int firstLabel;

    TfRecords(List<RecordFile> files, int side, int classes, int firstLabel) {
        this.files = files;
        numbers = new RecordNumbers(files.stream().map(RecordFile::size).toList());
        crop = new ReferenceCrop(side);
        this.classes = classes;
        this.firstLabel = firstLabel;
    }

    /** The places where files are not what they should be. */
    List<CorruptRecord> gaps() {
        List<CorruptRecord> corrupt = new ArrayList<>();
        for (RecordFile file : files) {
            for (RecordFile.Gap gap : file.gaps()) {
                corrupt.add(new CorruptRecord(
                        file.path().toAbsolutePath().toString(),
                        gap.before(),
                        "bytes " + gap.from() + " to " + gap.to()
                                + " are no record: the length does not fit its check sum, or the file breaks off"));
            }
        }
        return corrupt;
    }

    @Override
    public int size() {
        return numbers.total();
    }

    @Override
    public CorruptRecord corrupt(int record, String what) {
        RecordFile file = files.get(numbers.file(record));
        return new CorruptRecord(file.path().toAbsolutePath().toString(), numbers.inFile(record), what);
    }

    @Override
    public boolean varies() {
        return true;
    }

    @Override
    public int read(int record, OptionalLong seed, byte[] target) throws CorruptRecordException {
        try {
            Example example = example(record);
            int label = label(example);
            try (PictureReader picture = PictureReader.open(encoded(example))) {
                if (seed.isPresent()) {
                    crop.train(picture, boxes(example), new SplittableRandom(seed.getAsLong()), target);
                } else {
                    crop.test(picture, target);
                }
            }
            return label;
        } catch (UnreadablePictureException | DamagedRecordException e) {
            throw new CorruptRecordException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Original original(int record) throws CorruptRecordException {
        try {
            Example example = example(record);
            byte[] encoded = encoded(example);
            return new Original(label(example), PictureReader.read(encoded), Optional.of(encoded));
        } catch (UnreadablePictureException | DamagedRecordException e) {
            throw new CorruptRecordException(String.valueOf(e.getMessage()));
        }
    }

    private Example example(int record) throws CorruptRecordException, DamagedRecordException {
        try {
            return Example.parse(files.get(numbers.file(record)).read(numbers.inFile(record)));
        } catch (IOException e) {
            throw new CorruptRecordException("it cannot be read (" + e + ")");
        }
    }

    private static byte[] encoded(Example example) throws CorruptRecordException, DamagedRecordException {
        return example.bytes(ENCODED).orElseThrow(() -> new CorruptRecordException("it has no " + ENCODED));
    }

    private int label(Example example) throws CorruptRecordException, DamagedRecordException {
        long[] labels = example.integers(LABEL);
        if (labels.length != 1) {
            throw new CorruptRecordException("it has " + labels.length + " values of " + LABEL + ", not one");
        }
        long label = labels[0] - firstLabel;
        if (label < 0 || label >= classes) {
            throw new CorruptRecordException(
                    "its label is " + labels[0] + ", not " + firstLabel + " to " + (firstLabel + classes - 1));
        }
        return (int) label;
    }

    /** Those that make sense; a wrong one changes nothing but where crops may be. */
    private static List<Box> boxes(Example example) throws DamagedRecordException {
        float[] left = example.floats(BOX + "xmin");
        float[] top = example.floats(BOX + "ymin");
        float[] right = example.floats(BOX + "xmax");
        float[] bottom = example.floats(BOX + "ymax");
        List<Box> boxes = new ArrayList<>();
        int count = Math.min(Math.min(left.length, top.length), Math.min(right.length, bottom.length));
        for (int i = 0; i < count; i++) {
            Box box = new Box(left[i], top[i], right[i], bottom[i]);
            if (box.isSound()) {
                boxes.add(box);
            }
        }
        return boxes;
    }
}
