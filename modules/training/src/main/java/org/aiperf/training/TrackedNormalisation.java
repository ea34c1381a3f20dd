package org.aiperf.training;

import org.tensorflow.Output;

/**
 * A batch normalisation by its moving averages, as an evaluation computes it: a multiplication and an addition by
 * channel. Where it directly follows a product, the factors go into the product's kernel instead and nothing else is
 * left than a bias (Jacob et al. 2018, "Quantization and training of neural networks", section 3.2, without the
 * quantisation). The engine's own kernel for it takes longer than the convolution in front of it.
 */
final class TrackedNormalisation {
    private final GraphBuilder graph;
    private final Output<?> mean;
    private final Output<?> shift;
    private final Output<?> factor;

    /** Each parameter is {@code [channels]}; {@code epsilon} is added to the variance. */
    TrackedNormalisation(
            GraphBuilder graph,
            Output<?> scale,
            Output<?> shift,
            Output<?> mean,
            Output<?> variance,
            Output<?> epsilon) {
        this.graph = graph;
        this.mean = mean;
        this.shift = shift;
        factor = graph.output("Mul", scale, graph.output("Rsqrt", graph.output("AddV2", variance, epsilon)));
    }

    /** The normalised tensor, whose last dimension is the channels. */
    Output<?> of(Output<?> tensor) {
        Output<?> offset = graph.output("Sub", shift, graph.output("Mul", mean, factor));
        return graph.output("AddV2", scaled(tensor), offset);
    }

    /** A tensor times the factors: a kernel, whose last dimension is the channels that it gives. */
    Output<?> scaled(Output<?> kernel) {
        return graph.output("Mul", kernel, factor);
    }

    /** What is to be added to the scaled products in place of their bias. */
    Output<?> bias(Output<?> bias) {
        return graph.output("AddV2", scaled(graph.output("Sub", bias, mean)), shift);
    }
}
