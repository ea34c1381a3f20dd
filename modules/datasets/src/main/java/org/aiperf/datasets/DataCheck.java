package org.aiperf.datasets;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.aiperf.problems.InvalidInputException;

/** Reads every record of a data set, on all cores, and counts. */
public final class DataCheck {
    private final ImageSource source;
    private final ReadingProgress progress;
    private final AtomicIntegerArray perClass;
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger leastWidth = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger mostWidth = new AtomicInteger();
    private final AtomicInteger leastHeight = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger mostHeight = new AtomicInteger();

    private DataCheck(ImageSource source, ReadingProgress progress) {
        this.source = source;
        this.progress = progress;
        perClass = new AtomicIntegerArray(source.classes());
    }

    /** @throws InvalidInputException if there is nothing in it that can be read */
    public static DataReport of(DataSpec spec, ReadingProgress progress) throws InvalidInputException {
        return new DataCheck(spec.open(CorruptLimit.ANY), progress).run();
    }

    private DataReport run() {
        IntStream.range(0, source.size()).parallel().forEach(this::count);
        List<Integer> counts =
                IntStream.range(0, perClass.length()).map(perClass::get).boxed().toList();
        ImageSetHeader header =
                new ImageSetHeader(source.size(), source.height(), source.width(), source.channels(), source.classes());
        return new DataReport(
                header,
                records.get(),
                counts,
                Math.min(leastWidth.get(), mostWidth.get()),
                mostWidth.get(),
                Math.min(leastHeight.get(), mostHeight.get()),
                mostHeight.get(),
                source.skipped());
    }

    private void count(int image) {
        try {
            if (source instanceof SkippingSource files) {
                LabelledRecords.Original original = files.original(image);
                count(
                        original.label(),
                        original.picture().width(),
                        original.picture().height());
            } else {
                count(source.read(image, new byte[source.imageBytes()]), source.width(), source.height());
            }
        } catch (CorruptRecordException e) {
            // The source has noted it among the skipped.
        } catch (InvalidInputException e) {
            throw new IllegalStateException(e);
        }
        progress.read(done.incrementAndGet(), source.size());
    }

    private void count(int label, int width, int height) {
        perClass.incrementAndGet(label);
        records.incrementAndGet();
        leastWidth.accumulateAndGet(width, Math::min);
        mostWidth.accumulateAndGet(width, Math::max);
        leastHeight.accumulateAndGet(height, Math::min);
        mostHeight.accumulateAndGet(height, Math::max);
    }
}
