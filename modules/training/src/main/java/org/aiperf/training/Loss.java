package org.aiperf.training;

import org.aiperf.architecture.Architecture;
import org.tensorflow.Output;

/** What a step makes smaller, and an evaluation reports. */
sealed interface Loss permits CrossEntropy, MarginLoss {

    /** The margin loss for a network whose answer is lengths of capsules, which smooths nothing; else the cross-entropy. */
    static Loss of(GraphBuilder graph, Architecture architecture, float smoothing) {
        return architecture.scoresAreLengths()
                ? new MarginLoss(graph, architecture.classes())
                : new CrossEntropy(graph, architecture.classes(), smoothing);
    }

    GraphBuilder graph();

    /**
     * One number for each image, {@code [batch]}.
     *
     * @param scores {@code [batch, classes]}
     * @param labels {@code [batch]}
     */
    Output<?> of(Output<?> scores, Output<?> labels);

    default Output<?> mean(Output<?> each) {
        return graph().output("Mean", attributes -> attributes.setAttr("keep_dims", false), each, graph().vector(0));
    }

    default Output<?> sum(Output<?> each) {
        return graph().output("Sum", attributes -> attributes.setAttr("keep_dims", false), each, graph().vector(0));
    }
}
