package org.aiperf.architecture;

/** How many numbers a layer keeps. */
public final class ParameterCount {
    private ParameterCount() {}

    /** Numbers that gradients change: weights and biases, and 2 per channel of a batch normalisation. */
    public static long trainable(Layer layer) {
        return switch (layer) {
            case Layer.Convolution c -> convolution(c.kernel(), c.inputChannels(), c.filters());
            case Layer.Dense d -> Math.multiplyExact(d.inputs() + 1L, d.units());
            case Layer.PrimaryCapsules p -> trainable(p.convolution());
            case Layer.RoutedCapsules r ->
                Math.multiplyExact((long) r.inputCapsules() * r.capsules(), (long) r.inputDimension() * r.dimension());
            case Layer.BatchNorm b -> 2L * b.channels();
            case Layer.Relu _,
                    Layer.MaxPool _,
                    Layer.GlobalAveragePool _,
                    Layer.Flatten _,
                    Layer.Dropout _,
                    Layer.Add _,
                    Layer.Concatenate _,
                    Layer.CapsuleLengths _ -> 0;
        };
    }

    /** As {@link #trainable}, and the tracked mean and variance of a batch normalisation: 4 per channel of it. */
    public static long kept(Layer layer) {
        return layer instanceof Layer.BatchNorm b ? 4L * b.channels() : trainable(layer);
    }

    /** Weights and biases of a square convolution. */
    public static long convolution(long kernel, long inputChannels, long filters) {
        long window = Math.multiplyExact(kernel * kernel, inputChannels);
        return Math.multiplyExact(window + 1, filters);
    }
}
