package org.aiperf.architecture;

import java.util.List;

/** The shape that a layer makes of the shapes it reads. */
public final class ShapeInference {
    private ShapeInference() {}

    /** @throws IllegalArgumentException if the layer cannot read these shapes */
    public static Shape output(Layer layer, List<Shape> inputs) {
        boolean joins = layer instanceof Layer.Add || layer instanceof Layer.Concatenate;
        require(
                joins ? inputs.size() >= 2 : inputs.size() == 1,
                "it reads " + (joins ? "two tensors or more" : "one tensor") + ", not " + inputs.size());
        Shape first = inputs.getFirst();
        boolean readsCapsules = layer instanceof Layer.RoutedCapsules || layer instanceof Layer.CapsuleLengths;
        for (Shape input : inputs) {
            require(
                    input.isCapsules() == readsCapsules,
                    "it reads " + (readsCapsules ? "capsules" : "images or vectors") + ", not " + input);
        }
        return switch (layer) {
            case Layer.Convolution c -> {
                requireChannels(first, c.inputChannels());
                yield Shape.image(convolved(first.height(), c), convolved(first.width(), c), c.filters());
            }
            case Layer.PrimaryCapsules p -> {
                Shape image = output(p.convolution(), inputs);
                long capsules = Math.multiplyExact((long) image.height() * image.width(), p.groups());
                yield Shape.capsules(size(capsules), p.dimension());
            }
            case Layer.RoutedCapsules r -> {
                Shape expected = Shape.capsules(r.inputCapsules(), r.inputDimension());
                require(first.equals(expected), "it expects " + expected + ", reads " + first);
                yield Shape.capsules(r.capsules(), r.dimension());
            }
            case Layer.CapsuleLengths _ -> Shape.vector(first.dimensions().getFirst());
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
            case Layer.Flatten _ -> Shape.vector(size(first.elements()));
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
                int channels = size(inputs.stream().mapToLong(Shape::channels).sum());
                yield first.isImage() ? Shape.image(first.height(), first.width(), channels) : Shape.vector(channels);
            }
        };
    }

    private static void requireChannels(Shape shape, int channels) {
        require(shape.isImage(), "it reads images, not a vector of " + shape);
        require(shape.channels() == channels, "it expects " + channels + " channels, reads " + shape);
    }

    private static int convolved(int size, Layer.Convolution c) {
        long padded = size + 2L * c.padding() - c.kernel();
        require(padded >= 0, "its kernel of " + c.kernel() + " is larger than its input of " + size);
        return size(padded / c.stride() + 1);
    }

    private static int size(long wanted) {
        require(wanted <= Integer.MAX_VALUE, "its output would be " + wanted + " long");
        return (int) wanted;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
