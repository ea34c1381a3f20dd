package org.aiperf.architecture.morphism;

import java.util.List;
import java.util.OptionalInt;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.Shape;

/** By how much the layers that a skip leaves out shrink an image. */
final class SkipStride {
    private SkipStride() {}

    /** The product of the strides of all layers between two of a chain; empty if no image could be so large. */
    static OptionalInt between(List<LayerNode> chain, LayerNode start, LayerNode end) {
        long stride = 1;
        for (LayerNode node : chain.subList(chain.indexOf(start) + 1, chain.indexOf(end))) {
            stride *= stride(node.layer());
            if (stride > Shape.MAX_ELEMENTS) {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.of((int) stride);
    }

    private static int stride(Layer layer) {
        return switch (layer) {
            case Layer.Convolution c -> c.stride();
            case Layer.MaxPool p -> p.stride();
            default -> 1;
        };
    }
}
