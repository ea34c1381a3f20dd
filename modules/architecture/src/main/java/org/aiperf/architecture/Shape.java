package org.aiperf.architecture;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of one example of a tensor, without the batch: {@code [height, width, channels]} of an image,
 * {@code [units]} of a vector, or {@code [capsules, dimension]} of a set of capsules, each of which is a vector.
 */
public record Shape(List<Integer> dimensions) {
    /**
     * Numbers that a tensor may hold in files and after morphisms: 1 GiB for one image. It also keeps every operation
     * count of such networks within 63 bits.
     */
    public static final long MAX_ELEMENTS = 1L << 28;

    public Shape {
        dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty() || dimensions.size() > 3) {
            throw new IllegalArgumentException("a shape has one to three dimensions, not " + dimensions);
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

    public static Shape capsules(int capsules, int dimension) {
        return new Shape(List.of(capsules, dimension));
    }

    public boolean isCapsules() {
        return dimensions.size() == 2;
    }

    public boolean isImage() {
        return dimensions.size() == 3;
    }

    /** Rows of an image; 1 for all else. */
    public int height() {
        return isImage() ? dimensions.get(0) : 1;
    }

    /** Columns of an image; 1 for all else. */
    public int width() {
        return isImage() ? dimensions.get(1) : 1;
    }

    /** Channels of an image, units of a vector, or dimension of each capsule. */
    public int channels() {
        return dimensions.getLast();
    }

    /** Numbers in one example. */
    public long elements() {
        return dimensions.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    @Override
    public String toString() {
        String text = dimensions.stream().map(String::valueOf).collect(Collectors.joining("×"));
        return isCapsules() ? text + " capsules" : text;
    }
}
