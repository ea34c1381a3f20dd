package org.aiperf.architecture.morphism;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;

/**
 * What training one image costs, by the table of docs/operation-counts.md, written a second time and from the output
 * back: shapes are worked out here, too, and nothing of the counting package is used.
 */
final class Recount {
    private final Architecture architecture;
    private final Map<Integer, long[]> shapes = new HashMap<>();
    private final Map<Integer, Boolean> learns = new HashMap<>();

    Recount(Architecture architecture) {
        this.architecture = architecture;
    }

    long train() {
        long total = 0;
        Map<Integer, Long> readings = new HashMap<>();
        long classes = 0;
        for (LayerNode node : architecture.layers()) {
            total += layer(node);
            node.inputs().forEach(tensor -> readings.merge(tensor, 1L, Long::sum));
            if (node.layer() instanceof Layer.Dense d) {
                classes = d.units();
            }
        }
        for (Map.Entry<Integer, Long> reading : readings.entrySet()) {
            if (learns(reading.getKey())) {
                total += (reading.getValue() - 1) * elements(reading.getKey());
            }
        }
        return total + 18 * classes - 1;
    }

    /** {@code [rows, columns, channels]} of a tensor; a vector is an image of one pixel. */
    long[] shape(int tensor) {
        long[] known = shapes.get(tensor);
        if (known == null) {
            known = tensor == 0 ? image() : output(architecture.writer(tensor));
            shapes.put(tensor, known);
        }
        return known;
    }

    private long[] image() {
        return new long[] {
            architecture.input().height(),
            architecture.input().width(),
            architecture.input().channels()
        };
    }

    private long[] output(LayerNode node) {
        long[] in = shape(node.input());
        return switch (node.layer()) {
            case Layer.Convolution c ->
                new long[] {
                    Math.floorDiv(in[0] + 2L * c.padding() - c.kernel(), c.stride()) + 1,
                    Math.floorDiv(in[1] + 2L * c.padding() - c.kernel(), c.stride()) + 1,
                    c.filters()
                };
            case Layer.MaxPool p ->
                new long[] {Math.max(in[0] / p.stride(), 1), Math.max(in[1] / p.stride(), 1), in[2]};
            case Layer.GlobalAveragePool _ -> new long[] {1, 1, in[2]};
            case Layer.Flatten _ -> new long[] {1, 1, in[0] * in[1] * in[2]};
            case Layer.Dense d -> new long[] {1, 1, d.units()};
            case Layer.Concatenate _ ->
                new long[] {
                    in[0],
                    in[1],
                    node.inputs().stream().mapToLong(tensor -> shape(tensor)[2]).sum()
                };
            default -> in;
        };
    }

    private long elements(int tensor) {
        long[] shape = shape(tensor);
        return shape[0] * shape[1] * shape[2];
    }

    /** Whether a layer with parameters stands at or before the tensor. */
    private boolean learns(int tensor) {
        Boolean known = learns.get(tensor);
        if (known == null) {
            known = tensor != 0
                    && (hasParameters(tensor)
                            || upstream(architecture.writer(tensor).inputs()));
            learns.put(tensor, known);
        }
        return known;
    }

    private boolean upstream(List<Integer> tensors) {
        return tensors.stream().anyMatch(this::learns);
    }

    private boolean hasParameters(int tensor) {
        return switch (architecture.writer(tensor).layer()) {
            case Layer.Convolution _, Layer.Dense _, Layer.BatchNorm _ -> true;
            default -> false;
        };
    }

    private long layer(LayerNode node) {
        long n = elements(node.input());
        long m = elements(node.output());
        long gradient = upstream(node.inputs()) ? 1 : 0;
        return switch (node.layer()) {
            case Layer.Convolution c -> (2 + gradient) * 2 * c.kernel() * c.kernel() * c.inputChannels() * m + 2 * m;
            case Layer.Dense d -> (2 + gradient) * 2 * d.inputs() * m + 2 * m;
            case Layer.BatchNorm _ -> (11 + 5 * gradient) * n;
            case Layer.Relu _ -> (1 + gradient) * n;
            case Layer.Add _ -> (node.inputs().size() - 1) * m;
            case Layer.MaxPool p -> m * ((long) p.kernel() * p.kernel() - 1) + gradient * m;
            case Layer.GlobalAveragePool _ -> n + 3 * m + gradient * n;
            case Layer.Dropout _ -> (2 + gradient) * n;
            default -> 0;
        };
    }
}
