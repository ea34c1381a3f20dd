package org.aiperf.training;

import org.tensorflow.Output;

/**
 * The loss of a network whose answer is lengths of capsules (Sabour, Frosst and Hinton 2017, equation 4): the capsule of
 * the true class should be longer than 0.9, the others shorter than 0.1, and what the others lack counts half.
 */
final class MarginLoss {
    private static final float PRESENT = 0.9f;
    private static final float ABSENT = 0.1f;
    private static final float WEIGHT_OF_ABSENT = 0.5f;

    private MarginLoss() {}

    /**
     * The loss of each image, {@code [batch]}.
     *
     * @param lengths {@code [batch, classes]}
     * @param labels {@code [batch]}
     */
    static Output<?> of(GraphBuilder graph, Output<?> lengths, Output<?> labels, int classes) {
        Output<?> tooShort = squaredExcess(graph, graph.constant(PRESENT), lengths);
        Output<?> tooLong = squaredExcess(graph, lengths, graph.constant(ABSENT));
        Output<?> ofTrue = graph.output("Mul", oneHot(graph, labels, classes, 1, 0), tooShort);
        Output<?> ofOthers = graph.output("Mul", oneHot(graph, labels, classes, 0, WEIGHT_OF_ABSENT), tooLong);
        return graph.output(
                "Sum",
                attributes -> attributes.setAttr("keep_dims", false),
                graph.output("AddV2", ofTrue, ofOthers),
                graph.vector(1));
    }

    private static Output<?> squaredExcess(GraphBuilder graph, Output<?> more, Output<?> less) {
        return graph.output("Square", graph.output("Relu", graph.output("Sub", more, less)));
    }

    private static Output<?> oneHot(GraphBuilder graph, Output<?> labels, int classes, float on, float off) {
        return graph.output("OneHot", labels, graph.constant(classes), graph.constant(on), graph.constant(off));
    }
}
