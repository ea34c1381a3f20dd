package org.aiperf.architecture.morphism;

import java.util.List;
import java.util.Optional;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.Shape;

/**
 * The two layers that a skip connects.
 *
 * @param start the ReLU whose tensor is taken
 * @param end the batch normalisation whose tensor it is joined to
 * @param stride by how much the layers between them shrink an image
 */
record SkipEnds(LayerNode start, LayerNode end, int stride) {

    /** The ends of a skip of either kind; empty if there may be none between these layers. */
    static Optional<SkipEnds> of(Architecture parent, int from, int to) {
        List<LayerNode> chain = MainChain.of(parent);
        if (!Morphisms.skips(parent, chain).contains(new SkipAdd(from, to))) {
            return Optional.empty();
        }
        LayerNode start = parent.layer(from);
        LayerNode end = parent.layer(to);
        long stride = 1;
        for (LayerNode node : chain.subList(chain.indexOf(start) + 1, chain.indexOf(end))) {
            stride *= stride(node.layer());
            if (stride > Shape.MAX_ELEMENTS) {
                return Optional.empty();
            }
        }
        return Optional.of(new SkipEnds(start, end, (int) stride));
    }

    private static int stride(Layer layer) {
        return switch (layer) {
            case Layer.Convolution c -> c.stride();
            case Layer.MaxPool p -> p.stride();
            default -> 1;
        };
    }
}
