package org.aiperf.datasets;

import java.util.Optional;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;

/**
 * A data set as people name it: {@code shapes}, {@code idx:DIR/PREFIX}, {@code cifar10:DIR/train}, {@code folder:DIR} or
 * {@code tfrecord:GLOB}; {@code #0-7000} may follow and takes the images 0 to 6999 of it.
 */
public sealed interface DataSpec permits ShapesSpec, IdxSpec, CifarSpec, FolderSpec, TfRecordSpec {

    /** Reads a name; empty, with a problem added, if there is no such data set. Looks at no file. */
    static Optional<DataSpec> parse(String text, Problems problems) {
        return DataSpecParser.parse(text, problems);
    }

    /** The name as it was written. */
    String text();

    /**
     * How many images there are and of what size, from the heads of the files; the files' lengths are checked, their
     * images are not read.
     *
     * @throws InvalidInputException with every problem that was found; more corrupt records than the limit are one
     */
    default ImageSetHeader header(CorruptLimit limit) throws InvalidInputException {
        ImageSource source = open(limit);
        return new ImageSetHeader(source.size(), source.height(), source.width(), source.channels(), source.classes());
    }

    /** Likewise, putting up with no corrupt record. */
    default ImageSetHeader header() throws InvalidInputException {
        return header(CorruptLimit.NONE);
    }

    /**
     * The images, ready to be read one at a time. Sets that fit into memory are read or generated now.
     *
     * @throws InvalidInputException if a file is missing, damaged, or larger than the memory of this program, or if more
     *     records are corrupt than the limit; some are found only when they are read
     */
    ImageSource open(CorruptLimit limit) throws InvalidInputException;

    /** Reads or generates all images into memory, putting up with no corrupt record. */
    default ImageSet load() throws InvalidInputException {
        return ImageSet.of(open(CorruptLimit.NONE));
    }

    /** Adds what is wrong with the files to {@code problems}: they exist, their heads are right, the range is inside. */
    default void check(Problems problems) {
        check(CorruptLimit.NONE, problems);
    }

    /** Likewise, putting up with so many corrupt records. */
    default void check(CorruptLimit limit, Problems problems) {
        try {
            header(limit);
        } catch (InvalidInputException e) {
            e.problems().forEach(problems::add);
        }
    }
}
