package org.aiperf.datasets;

import java.util.List;
import java.util.Optional;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;

/** Makes a source of the records that a specification names. */
final class RecordsInRange {
    private RecordsInRange() {}

    /**
     * @param broken what was found to be corrupt on opening, and is not among {@code records}
     * @param size of the images; how many there are is not looked at
     */
    static SkippingSource source(
            String text,
            LabelledRecords records,
            List<CorruptRecord> broken,
            Optional<ImageRange> range,
            ImageSetHeader size,
            CorruptLimit limit)
            throws InvalidInputException {
        int count = records.size();
        CorruptRecords corrupt = new CorruptRecords(text, (long) count + broken.size(), limit);
        corrupt.add(broken);
        if (count == 0) {
            throw new InvalidInputException(Problem.of(text, "there is no image in it", "name a place with images"));
        }
        if (range.isPresent() && range.get().to() > count) {
            throw new InvalidInputException(Problem.of(
                    text,
                    "the range ends at " + range.get().to() + ", but there are only " + count + " images",
                    "end it at " + count + " or before"));
        }
        int taken = range.map(ImageRange::size).orElse(count);
        ImageSetHeader header = new ImageSetHeader(taken, size.height(), size.width(), size.channels(), size.classes());
        return new SkippingSource(text, header, range.map(ImageRange::from).orElse(0), records, corrupt);
    }
}
