package org.aiperf.datasets;

import java.util.List;
import org.aiperf.problems.InvalidInputException;

/**
 * Labelled images of one size that are read one at a time, from memory or from files, so that there may be more of them
 * than memory holds. Any number of threads may read at once.
 */
public interface ImageSource {

    /** How many images there are; they are numbered from 0. */
    int size();

    int height();

    int width();

    /** 1 for grey, 3 for red, green and blue. */
    int channels();

    /** Labels run from 0 to {@code classes() - 1}. */
    int classes();

    /** Bytes of one image. */
    default int imageBytes() {
        return height() * width() * channels();
    }

    /**
     * Reads an image as it is tested with: H×W×C bytes, row by row, channels last, to the beginning of {@code target}. A
     * corrupt image is replaced by the next one that can be read, the first following the last.
     *
     * @return its label
     * @throws InvalidInputException if more images turned out to be corrupt than may be
     */
    int read(int image, byte[] target) throws InvalidInputException;

    /**
     * Reads an image as it is trained with: likewise, but changed at random where {@link #varies()}. The same seed makes
     * the same change.
     */
    default int readVaried(int image, long seed, byte[] target) throws InvalidInputException {
        return read(image, target);
    }

    /** Whether {@link #readVaried} crops and mirrors images itself, so that nobody else should. */
    default boolean varies() {
        return false;
    }

    /** The corrupt records that were found so far, in the order of their files. */
    default List<CorruptRecord> skipped() {
        return List.of();
    }

    /**
     * The same images in the middle of black squares of {@code side} pixels; this source itself if no image is smaller.
     *
     * @throws IllegalArgumentException if an image is larger than that
     */
    default ImageSource padTo(int side) {
        return height() == side && width() == side ? this : new PaddedSource(this, side);
    }
}
