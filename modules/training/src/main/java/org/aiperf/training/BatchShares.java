package org.aiperf.training;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/** How the devices of a node share a batch: share i of n ends with image {@code size · (i + 1) / n}, rounded down. */
final class BatchShares {
    private final GraphBuilder graph;
    private final Output<?> labels;
    private final int count;

    /**
     * @param labels of the whole batch
     * @param count at least 1
     */
    BatchShares(GraphBuilder graph, Output<?> labels, int count) {
        this.graph = graph;
        this.labels = labels;
        this.count = count;
    }

    /** The shares of a tensor whose first dimension is the batch; one that nobody shares is itself. */
    List<Output<?>> of(Output<?> tensor) {
        if (count == 1) {
            return List.of(tensor);
        }
        int[] from = new int[count];
        int[] to = new int[count];
        for (int i = 0; i < count; i++) {
            from[i] = i;
            to[i] = i + 1;
        }
        Output<?> size = graph.output("Size", labels);
        Output<?> sizes = graph.output("Sub", boundaries(size, to), boundaries(size, from));
        Operation split = graph.operation("SplitV", "shares")
                .addInput(tensor)
                .addInput(sizes)
                .addInput(graph.constant(0))
                .setAttr("num_split", (long) count)
                .build();
        List<Output<?>> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shares.add(split.output(i));
        }
        return shares;
    }

    private Output<?> boundaries(Output<?> size, int[] numbers) {
        return graph.output("FloorDiv", graph.output("Mul", size, graph.vector(numbers)), graph.constant(count));
    }
}
