package org.aiperf.datasets;

import java.util.Arrays;
import java.util.Objects;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;

/**
 * Labelled images in memory: N×H×W×C bytes, row by row, channels last, each byte an intensity from 0 to 255; and N
 * labels from 0 to {@code classes - 1}. A slice shares the bytes of the set it was cut from.
 */
public final class ImageSet implements ImageSource {
    private final int height;
    private final int width;
    private final int channels;
    private final int classes;
    private final byte[] pixels;
    private final int[] labels;
    private final int from;
    private final int size;

    /**
     * Takes the arrays as they are, without a copy: whoever hands them over stops writing to them.
     *
     * @throws IllegalArgumentException if the arrays do not fit the sizes, or a label is not a class
     */
    public ImageSet(int height, int width, int channels, int classes, byte[] pixels, int[] labels) {
        this(height, width, channels, classes, pixels, labels, 0, labels.length);
        if ((long) labels.length * height * width * channels != pixels.length) {
            throw new IllegalArgumentException(labels.length + " images of " + height + "×" + width + "×" + channels
                    + " are not " + pixels.length + " bytes");
        }
        for (int label : labels) {
            Objects.checkIndex(label, classes);
        }
    }

    /**
     * Reads all images of a source into memory.
     *
     * @throws InvalidInputException if they are too many for it, or more are corrupt than may be
     */
    public static ImageSet of(ImageSource source) throws InvalidInputException {
        if (source instanceof ImageSet set) {
            return set;
        }
        long bytes = (long) source.size() * source.imageBytes();
        long memory = Runtime.getRuntime().maxMemory();
        if (bytes > Math.min(memory / 2, Integer.MAX_VALUE - 8L)) {
            throw new InvalidInputException(Problem.of(
                    source.toString(),
                    "they are " + (bytes >> 20) + " MB, too much for the " + (memory >> 20) + " MB of this program",
                    "take a range of it, as in #0-7000"));
        }
        byte[] pixels = new byte[(int) bytes];
        int[] labels = new int[source.size()];
        byte[] image = new byte[source.imageBytes()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = source.read(i, image);
            System.arraycopy(image, 0, pixels, i * image.length, image.length);
        }
        return new ImageSet(source.height(), source.width(), source.channels(), source.classes(), pixels, labels);
    }

    private ImageSet(
            int height, int width, int channels, int classes, byte[] pixels, int[] labels, int from, int size) {
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.classes = classes;
        this.pixels = pixels;
        this.labels = labels;
        this.from = from;
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int read(int image, byte[] target) {
        System.arraycopy(pixels, start(image), target, 0, imageBytes());
        return label(image);
    }

    public int label(int image) {
        return labels[from + Objects.checkIndex(image, size)];
    }

    /** The bytes that hold this set's images, and perhaps others' around them; read them, do not write them. */
    public byte[] pixels() {
        return pixels;
    }

    /** Where an image begins in {@link #pixels()}. */
    public int start(int image) {
        return (from + Objects.checkIndex(image, size)) * imageBytes();
    }

    /** The images {@code from} (inclusive) to {@code to} (exclusive), without a copy. */
    public ImageSet slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        return new ImageSet(height, width, channels, classes, pixels, labels, this.from + from, to - from);
    }

    @Override
    public ImageSet padTo(int side) {
        if (height == side && width == side) {
            return this;
        }
        if (height > side || width > side) {
            throw new IllegalArgumentException(
                    "images of " + height + "×" + width + " do not fit into " + side + "×" + side);
        }
        byte[] padded = new byte[Math.multiplyExact(size, side * side * channels)];
        int top = (side - height) / 2;
        int left = (side - width) / 2;
        for (int image = 0; image < size; image++) {
            for (int row = 0; row < height; row++) {
                int source = start(image) + row * width * channels;
                int target = ((image * side + top + row) * side + left) * channels;
                System.arraycopy(pixels, source, padded, target, width * channels);
            }
        }
        return new ImageSet(side, side, channels, classes, padded, Arrays.copyOfRange(labels, from, from + size));
    }

    @Override
    public String toString() {
        return size + " images of " + height + "×" + width + "×" + channels + ", " + classes + " classes";
    }
}
