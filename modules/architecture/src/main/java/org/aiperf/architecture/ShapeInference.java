package org.aiperf.architecture;

import java.util.List;

/** The shape that a layer makes of the shapes it reads. */
final class ShapeInference {
    private ShapeInference() {}

    /** @throws IllegalArgumentException if the layer cannot read these shapes */
    static Shape output(Layer layer, List<Shape> inputs) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("it reads nothing");
        }
        Shape first = inputs.getFirst();
        return switch (layer) {
            case Layer.Convolution c -> {
                requireChannels(first, c.inputChannels());
                yield Shape.image(convolved(first.height(), c), convolved(first.width(), c), c.filters());
            }
            case Layer.BatchNorm b -> {
                require(first.channels() == b.channels(), "it expects " + b.channels() + " channels, reads " + first);
                yield first;
            }
            case Layer.Relu _, Layer.Dropout _ -> first;
            case Layer.MaxPool p -> {
                require(first.isImage(), "it reads images, not " + first);
                yield Shape.image(
                        Math.max(first.height() / p.stride(), 1),
                        Math.max(first.width() / p.stride(), 1),
                        first.channels());
            }
            case Layer.GlobalAveragePool _ -> {
                require(first.isImage(), "it reads images, not " + first);
                yield Shape.vector(first.channels());
            }
            case Layer.Flatten _ -> Shape.vector(Math.toIntExact(first.elements()));
            case Layer.Dense d -> {
                require(!first.isImage(), "it reads vectors, not " + first);
                require(first.channels() == d.inputs(), "it expects " + d.inputs() + " units, reads " + first);
                yield Shape.vector(d.units());
            }
            case Layer.Add _ -> {
                require(inputs.stream().allMatch(first::equals), "it adds shapes that differ: " + inputs);
                yield first;
            }
            case Layer.Concatenate _ -> {
                require(
                        inputs.stream()
                                .allMatch(shape -> shape.isImage() == first.isImage()
                                        && shape.height() == first.height()
                                        && shape.width() == first.width()),
                        "it joins sizes that differ: " + inputs);
                int channels = inputs.stream().mapToInt(Shape::channels).sum();
                yield first.isImage() ? Shape.image(first.height(), first.width(), channels) : Shape.vector(channels);
            }
        };
    }

    private static void requireChannels(Shape shape, int channels) {
        require(
                shape.isImage() && shape.channels() == channels,
                "it expects " + channels + " channels, reads " + shape);
    }

    private static int convolved(int size, Layer.Convolution c) {
        int padded = size + 2 * c.padding() - c.kernel();
        require(padded >= 0, "its kernel of " + c.kernel() + " is larger than its input of " + size);
        return padded / c.stride() + 1;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
