package org.aiperf.training;

import org.tensorflow.Output;

/**
 * The loss of a network whose answer is lengths of capsules (Sabour, Frosst and Hinton 2017, equation 4): the capsule of
 * the true class should be longer than 0.9, the others shorter than 0.1, and what the others lack counts half.
 */
record MarginLoss(GraphBuilder graph, int classes) implements Loss {
    private static final float PRESENT = 0.9f;
    private static final float ABSENT = 0.1f;
    private static final float WEIGHT_OF_ABSENT = 0.5f;

    @Override
    public Output<?> of(Output<?> lengths, Output<?> labels) {
        Output<?> tooShort = squaredExcess(graph.constant(PRESENT), lengths);
        Output<?> tooLong = squaredExcess(lengths, graph.constant(ABSENT));
        Output<?> ofTrue = graph.output("Mul", oneHot(labels, 1, 0), tooShort);
        Output<?> ofOthers = graph.output("Mul", oneHot(labels, 0, WEIGHT_OF_ABSENT), tooLong);
        return graph.output(
                "Sum",
                attributes -> attributes.setAttr("keep_dims", false),
                graph.output("AddV2", ofTrue, ofOthers),
                graph.vector(1));
    }

    private Output<?> squaredExcess(Output<?> more, Output<?> less) {
        return graph.output("Square", graph.output("Relu", graph.output("Sub", more, less)));
    }

    private Output<?> oneHot(Output<?> labels, float on, float off) {
        return graph.output("OneHot", labels, graph.constant(classes), graph.constant(on), graph.constant(off));
    }
}
