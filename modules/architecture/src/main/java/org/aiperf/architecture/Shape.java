package org.aiperf.architecture;

import java.util.List;

/**
 * The shape of one example of a tensor, without the batch: {@code [height, width, channels]} of an image, or
 * {@code [units]} of a vector.
 */
public record Shape(List<Integer> dimensions) {
    /**
     * Numbers that a tensor may hold in files and after morphisms: 1 GiB for one image. It also keeps every operation
     * count of such networks within 63 bits.
     */
    public static final long MAX_ELEMENTS = 1L << 28;

    public Shape {
        dimensions = List.copyOf(dimensions);
        if (dimensions.size() != 1 && dimensions.size() != 3) {
            throw new IllegalArgumentException("a shape has one dimension or three, not " + dimensions);
        }
        for (int dimension : dimensions) {
            if (dimension < 1) {
                throw new IllegalArgumentException("a dimension is at least 1: " + dimensions);
            }
        }
    }

    public static Shape image(int height, int width, int channels) {
        return new Shape(List.of(height, width, channels));
    }

    public static Shape vector(int units) {
        return new Shape(List.of(units));
    }

    public boolean isImage() {
        return dimensions.size() == 3;
    }

    /** Rows of an image; 1 for a vector. */
    public int height() {
        return isImage() ? dimensions.get(0) : 1;
    }

    /** Columns of an image; 1 for a vector. */
    public int width() {
        return isImage() ? dimensions.get(1) : 1;
    }

    /** Channels of an image, or units of a vector. */
    public int channels() {
        return dimensions.getLast();
    }

    /** Numbers in one example. */
    public long elements() {
        return (long) height() * width() * channels();
    }

    @Override
    public String toString() {
        return isImage() ? height() + "×" + width() + "×" + channels() : Integer.toString(channels());
    }
}
