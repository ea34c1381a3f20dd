package org.aiperf.datasets;

import java.util.List;
import java.util.OptionalLong;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;

/**
 * Images in files, of which some cannot be read. In the place of such a one stands the next that can, so that what is
 * read follows from the number and the seed alone, whoever read what before.
 */
final class SkippingSource implements ImageSource {
    private final String dataSet;
    private final ImageSetHeader header;
    private final int first;
    private final LabelledRecords records;
    private final CorruptRecords corrupt;

    /** @param first the record that is image 0 */
    SkippingSource(String dataSet, ImageSetHeader header, int first, LabelledRecords records, CorruptRecords corrupt) {
        this.dataSet = dataSet;
        this.header = header;
        this.first = first;
        this.records = records;
        this.corrupt = corrupt;
    }

    @Override
    public int size() {
        return header.images();
    }

    @Override
    public int height() {
        return header.height();
    }

    @Override
    public int width() {
        return header.width();
    }

    @Override
    public int channels() {
        return header.channels();
    }

    @Override
    public int classes() {
        return header.classes();
    }

    @Override
    public int read(int image, byte[] target) throws InvalidInputException {
        return read(image, OptionalLong.empty(), target);
    }

    @Override
    public int readVaried(int image, long seed, byte[] target) throws InvalidInputException {
        return read(image, OptionalLong.of(seed), target);
    }

    private int read(int image, OptionalLong seed, byte[] target) throws InvalidInputException {
        for (int i = 0; i < size(); i++) {
            int record = first + (image + i) % size();
            try {
                return records.read(record, seed, target);
            } catch (CorruptRecordException e) {
                corrupt.add(List.of(records.corrupt(record, e.what())));
            }
        }
        throw new InvalidInputException(
                Problem.of(dataSet, "none of its images can be read", "see 'aiperf data check'"));
    }

    @Override
    public boolean varies() {
        return records.varies();
    }

    @Override
    public List<CorruptRecord> skipped() {
        return corrupt.list();
    }

    LabelledRecords records() {
        return records;
    }

    /** An image as it is in its file; a corrupt one is not replaced, but noted. */
    LabelledRecords.Original original(int image) throws CorruptRecordException, InvalidInputException {
        try {
            return records.original(first + image);
        } catch (CorruptRecordException e) {
            corrupt.add(List.of(records.corrupt(first + image, e.what())));
            throw e;
        }
    }

    /** {@link #read} of this image and no other: a corrupt one is not replaced, but noted. */
    int readThis(int image, byte[] target) throws CorruptRecordException, InvalidInputException {
        try {
            return records.read(first + image, OptionalLong.empty(), target);
        } catch (CorruptRecordException e) {
            corrupt.add(List.of(records.corrupt(first + image, e.what())));
            throw e;
        }
    }

    @Override
    public String toString() {
        return size() + " images of " + height() + "×" + width() + "×" + channels() + ", " + classes() + " classes";
    }
}
