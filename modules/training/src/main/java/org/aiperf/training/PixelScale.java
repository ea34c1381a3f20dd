package org.aiperf.training;

import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Bytes of an image as numbers from −1 to 1. */
final class PixelScale {
    private PixelScale() {}

    static Output<?> scaled(GraphBuilder graph, Output<?> bytes) {
        Output<?> numbers = graph.output("Cast", attributes -> attributes.setAttr("DstT", DataType.DT_FLOAT), bytes);
        return graph.output("Sub", graph.output("Mul", numbers, graph.constant(1 / 127.5f)), graph.constant(1f));
    }
}
