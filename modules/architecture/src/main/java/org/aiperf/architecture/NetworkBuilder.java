package org.aiperf.architecture;

import java.util.ArrayList;
import java.util.List;

/** Writes an architecture layer by layer; each method returns the tensor that the new layer writes. */
public final class NetworkBuilder {
    private final Shape input;
    private final List<LayerNode> layers = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();

    public NetworkBuilder(Shape input) {
        this.input = input;
        shapes.add(input);
    }

    /** Appends any layer. */
    public int add(Layer layer, List<Integer> inputs) {
        int output = shapes.size();
        layers.add(new LayerNode(layers.size(), layer, inputs, output));
        shapes.add(ShapeInference.output(layer, inputs.stream().map(shapes::get).toList()));
        return output;
    }

    public int convolution(int tensor, int filters, int kernel, int stride) {
        return add(new Layer.Convolution(shapes.get(tensor).channels(), filters, kernel, stride), List.of(tensor));
    }

    public int batchNorm(int tensor) {
        return add(new Layer.BatchNorm(shapes.get(tensor).channels()), List.of(tensor));
    }

    public int relu(int tensor) {
        return add(new Layer.Relu(), List.of(tensor));
    }

    public int maxPool(int tensor, int kernel, int stride) {
        return add(new Layer.MaxPool(kernel, stride, 0), List.of(tensor));
    }

    public int sum(int first, int second) {
        return add(new Layer.Add(), List.of(first, second));
    }

    public int globalAveragePool(int tensor) {
        return add(new Layer.GlobalAveragePool(), List.of(tensor));
    }

    public int dense(int tensor, int units) {
        return add(new Layer.Dense(shapes.get(tensor).channels(), units), List.of(tensor));
    }

    /** Capsules of {@code groups} at each pixel, from a convolution that pads by half its kernel. */
    public int primaryCapsules(int tensor, int groups, int dimension, int kernel, int stride) {
        int channels = shapes.get(tensor).channels();
        return add(new Layer.PrimaryCapsules(channels, groups, dimension, kernel, stride, kernel / 2), List.of(tensor));
    }

    public int routedCapsules(int tensor, int capsules, int dimension, int iterations) {
        Shape in = shapes.get(tensor);
        int inputs = in.dimensions().getFirst();
        return add(new Layer.RoutedCapsules(inputs, in.channels(), capsules, dimension, iterations), List.of(tensor));
    }

    public int capsuleLengths(int tensor) {
        return add(new Layer.CapsuleLengths(), List.of(tensor));
    }

    public Architecture build() {
        return new Architecture(input, layers);
    }
}
