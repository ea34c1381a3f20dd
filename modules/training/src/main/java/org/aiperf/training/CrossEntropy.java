package org.aiperf.training;

import org.tensorflow.Output;

/**
 * The softmax cross-entropy with smoothed labels (Szegedy et al. 2016, section 7): a share of the probability of the true
 * class is spread over all classes.
 *
 * @param smoothing that share; 0 is the plain cross-entropy
 */
record CrossEntropy(GraphBuilder graph, int classes, float smoothing) implements Loss {

    /** In nats. */
    @Override
    public Output<?> of(Output<?> logits, Output<?> labels) {
        Output<?> wanted = graph.output(
                "OneHot",
                labels,
                graph.constant(classes),
                graph.constant(1 - smoothing + smoothing / classes),
                graph.constant(smoothing / classes));
        return graph.output("SoftmaxCrossEntropyWithLogits", logits, wanted);
    }
}
