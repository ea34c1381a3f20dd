package org.aiperf.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.LayerNode;

/**
 * The batch normalisations that an evaluation can fold into the product before them: those that are the only reader of a
 * convolution or a dense layer.
 */
final class FoldedNormalisations {
    private FoldedNormalisations() {}

    /** The normalisation that goes into each such convolution or dense layer, by the number of the latter's output. */
    static Map<Integer, LayerNode> of(Architecture architecture) {
        Map<Integer, LayerNode> folded = new HashMap<>();
        for (LayerNode product : CancelledBiases.products(architecture)) {
            List<LayerNode> readers = architecture.readers(product.output());
            if (readers.size() == 1) {
                folded.put(product.output(), readers.getFirst());
            }
        }
        return folded;
    }
}
