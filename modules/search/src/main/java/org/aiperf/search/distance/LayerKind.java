package org.aiperf.search.distance;

import org.aiperf.architecture.Layer;

/**
 * All that the distance sees of a layer: its type, and the three sizes of a convolution (filters, kernel, stride) or a
 * pool (padding, kernel, stride). Primary capsules have those of their convolution, routed ones their number, dimension and
 * iterations. Two layers are of one kind exactly if their distance is 0.
 */
record LayerKind(Class<? extends Layer> type, int first, int second, int third) {

    static LayerKind of(Layer layer) {
        return switch (layer) {
            case Layer.Convolution c -> new LayerKind(c.getClass(), c.filters(), c.kernel(), c.stride());
            case Layer.MaxPool p -> new LayerKind(p.getClass(), p.padding(), p.kernel(), p.stride());
            case Layer.PrimaryCapsules p ->
                new LayerKind(p.getClass(), p.groups() * p.dimension(), p.kernel(), p.stride());
            case Layer.RoutedCapsules r -> new LayerKind(r.getClass(), r.capsules(), r.dimension(), r.iterations());
            case Layer.BatchNorm _,
                    Layer.Relu _,
                    Layer.GlobalAveragePool _,
                    Layer.Flatten _,
                    Layer.Dense _,
                    Layer.Dropout _,
                    Layer.Add _,
                    Layer.Concatenate _,
                    Layer.CapsuleLengths _ -> new LayerKind(layer.getClass(), 0, 0, 0);
        };
    }

    /** 1 for different types, else the mean relative difference of the sizes: from 0 to 1. */
    double distance(LayerKind other) {
        if (type != other.type) {
            return 1;
        }
        return (difference(first, other.first) + difference(second, other.second) + difference(third, other.third)) / 3;
    }

    private static double difference(int a, int b) {
        return a == b ? 0 : Math.abs(a - b) / (double) Math.max(a, b);
    }
}
