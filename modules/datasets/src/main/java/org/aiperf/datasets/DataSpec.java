package org.aiperf.datasets;

import java.util.Optional;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;

/**
 * A data set as people name it: {@code shapes}, or {@code idx:DIR/PREFIX}; {@code #0-7000} may follow and takes the
 * images 0 to 6999 of it.
 */
public sealed interface DataSpec permits ShapesSpec, IdxSpec {

    /** Reads a name; empty, with a problem added, if there is no such data set. Looks at no file. */
    static Optional<DataSpec> parse(String text, Problems problems) {
        return DataSpecParser.parse(text, problems);
    }

    /** The name as it was written. */
    String text();

    /** Whether a mirrored image still shows the same thing: digits do not. */
    boolean mirrorable();

    /**
     * How many images there are and of what size, from the heads of the files; the files' lengths are checked, their
     * images are not read.
     *
     * @throws InvalidInputException with every problem that was found
     */
    ImageSetHeader header() throws InvalidInputException;

    /**
     * Reads or generates the images.
     *
     * @throws InvalidInputException if a file is missing, damaged, or larger than the memory of this program
     */
    ImageSet load() throws InvalidInputException;

    /** Adds what is wrong with the files to {@code problems}: they exist, their heads are right, the range is inside. */
    default void check(Problems problems) {
        try {
            header();
        } catch (InvalidInputException e) {
            e.problems().forEach(problems::add);
        }
    }
}
