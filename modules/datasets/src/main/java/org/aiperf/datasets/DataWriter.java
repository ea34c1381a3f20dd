package org.aiperf.datasets;

import java.io.IOException;
import java.nio.file.Path;
import org.aiperf.problems.InvalidInputException;

/** Writes a data set into an empty folder, image by image. It is whole once it has been finished. */
interface DataWriter extends AutoCloseable {

    /** @throws InvalidInputException if the format cannot hold such an image without loss */
    void write(LabelledRecords.Original image) throws IOException, InvalidInputException;

    /** Writes what can be written only at the end. */
    void finish() throws IOException;

    /** What the data set is called once it stands in {@code folder}. */
    String spec(Path folder);

    @Override
    void close() throws IOException;
}
