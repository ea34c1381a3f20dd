package org.aiperf.datasets;

import java.util.Optional;
import java.util.OptionalLong;
import org.aiperf.datasets.pictures.Picture;

/** Images in files, any of which may be corrupt. Any number of threads may read at once. */
interface LabelledRecords {

    int size();

    /** Names a record as a corrupt one. */
    CorruptRecord corrupt(int record, String what);

    /**
     * Reads an image in the size of the data set.
     *
     * @param seed of random changes; none are made without
     * @return its label
     */
    int read(int record, OptionalLong seed, byte[] target) throws CorruptRecordException;

    /** Whether a seed makes a difference. */
    default boolean varies() {
        return false;
    }

    /** Reads a record from its first byte to its last. */
    Original original(int record) throws CorruptRecordException;

    /**
     * An image as it is in the file.
     *
     * @param encoded the bytes of a PNG, JPEG, BMP or GIF file, if it is kept as that
     */
    record Original(int label, Picture picture, Optional<byte[]> encoded) {}
}
