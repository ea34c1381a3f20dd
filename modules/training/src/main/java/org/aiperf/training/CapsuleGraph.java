package org.aiperf.training;

import org.aiperf.architecture.Layer;
import org.tensorflow.Output;

/**
 * Layers of capsules as operations (Sabour, Frosst and Hinton 2017). Capsules are {@code [batch, capsules, dimension]};
 * votes are {@code [batch, input capsules, capsules, dimension]}.
 */
final class CapsuleGraph {
    private final GraphBuilder graph;

    CapsuleGraph(GraphBuilder graph) {
        this.graph = graph;
    }

    /** The channels of an image, cut into capsules of a dimension and squashed. */
    Output<?> primary(Output<?> image, int capsules, int dimension) {
        return squash(graph.output("Reshape", image, graph.vector(-1, capsules, dimension)));
    }

    /**
     * Routing by agreement (procedure 1 of the paper). The first coefficients are all alike, so the first iteration is
     * the mean of the votes, up to a factor.
     *
     * @param matrices {@code [capsules, input capsules, dimension, input dimension]}
     */
    Output<?> routed(Layer.RoutedCapsules layer, Output<?> input, Output<?> matrices) {
        Output<?> votes = einsum("bid,jiod->bijo", input, matrices);
        Output<?> uniform = graph.constant(1f / layer.capsules());
        Output<?> capsules = squash(graph.output("Mul", sum(votes, 1, false), uniform));
        Output<?> logits = einsum("bijo,bjo->bij", votes, capsules);
        for (int iteration = 1; iteration < layer.iterations(); iteration++) {
            if (iteration > 1) {
                logits = graph.output("AddV2", logits, einsum("bijo,bjo->bij", votes, capsules));
            }
            capsules = squash(einsum("bij,bijo->bjo", graph.output("Softmax", logits), votes));
        }
        return capsules;
    }

    /** {@code [batch, capsules]}. */
    Output<?> lengths(Output<?> capsules) {
        return root(sum(graph.output("Square", capsules), -1, false));
    }

    /** Long capsules come to a length close to 1, short ones close to 0 (equation 1). */
    private Output<?> squash(Output<?> capsules) {
        Output<?> squares = sum(graph.output("Square", capsules), -1, true);
        Output<?> scale = graph.output("RealDiv", root(squares), graph.output("AddV2", squares, graph.constant(1f)));
        return graph.output("Mul", capsules, scale);
    }

    private Output<?> root(Output<?> squares) {
        float epsilon = (float) Layer.CapsuleLengths.EPSILON;
        return graph.output("Sqrt", graph.output("AddV2", squares, graph.constant(epsilon)));
    }

    private Output<?> sum(Output<?> tensor, int axis, boolean keep) {
        return graph.output("Sum", attributes -> attributes.setAttr("keep_dims", keep), tensor, graph.vector(axis));
    }

    private Output<?> einsum(String equation, Output<?> first, Output<?> second) {
        return graph.operation("Einsum", "Einsum")
                .addInputList(new Output<?>[] {first, second})
                .setAttr("equation", equation)
                .build()
                .output(0);
    }
}
