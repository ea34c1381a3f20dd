package org.aiperf.architecture.counting;

import java.util.ArrayList;
import java.util.List;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.ParameterCount;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.StoredArchitecture;

/**
 * Counts as the profiler of AIPerf 1.0 does (Ren et al. 2021), with everything about it that a newcomer would call a
 * mistake, because scores are comparable only with it: backwards a batch normalisation costs 36 whatever its size, and
 * ReLU, add and pooling nothing; a convolution's output is taken to be as wide as it is high; biases cost nothing; every
 * dense layer is followed by a softmax; the first convolution of the list, wherever it stands in the graph, needs no
 * gradient of its input. Convolutions from {@link #FIRST_TUNED_SLOT} of the list on are taken to have the tuned kernel
 * with their stored padding. Sizes are those stored with the graph.
 *
 * <p>The reference knows no capsules: they are counted by the corrected rules, and their loss is not counted, as that of
 * other networks is not.
 *
 * <p>Two rules are ours, where the profiler stops with an error or leaves the whole numbers: a ReLU, a sum or a batch
 * normalisation of vectors counts as of an image of one pixel, and a max pool whose windows do not divide its input is
 * rounded down.
 */
final class ReferenceRules {
    static final int FIRST_TUNED_SLOT = 175;
    private static final long BATCH_NORM_FORWARD = 7;
    private static final long BATCH_NORM_BACKWARD = 36;
    private static final long DIVIDE = 4;

    private ReferenceRules() {}

    static List<LayerCount> rows(StoredArchitecture stored, int tunedKernel) {
        List<LayerCount> rows = new ArrayList<>();
        boolean firstConvolution = true;
        List<LayerNode> layers = stored.architecture().layers();
        for (int slot = 0; slot < layers.size(); slot++) {
            LayerNode node = layers.get(slot);
            String id = Integer.toString(node.id());
            Shape input = stored.shape(node.input());
            switch (node.layer()) {
                case Layer.Convolution c -> {
                    int kernel = slot >= FIRST_TUNED_SLOT ? tunedKernel : c.kernel();
                    rows.add(convolution(id, c, kernel, input.height(), firstConvolution));
                    firstConvolution = false;
                }
                case Layer.Dense d -> {
                    long weights = Math.multiplyExact((long) d.inputs(), d.units());
                    long parameters = ParameterCount.trainable(d);
                    rows.add(row(id, "Dense", 2 * weights, 4 * weights + 2 * parameters, parameters));
                    rows.add(row("softmax_after_" + id, "Softmax(implicit)", 13L * d.units() - 1, 0, 0));
                }
                case Layer.BatchNorm b -> {
                    long elements = product(input.height(), input.width(), b.channels());
                    long forward = Math.multiplyExact(BATCH_NORM_FORWARD, elements);
                    rows.add(row(id, "BatchNorm2d", forward, BATCH_NORM_BACKWARD, ParameterCount.trainable(b)));
                }
                case Layer.Relu _ -> rows.add(row(id, "ReLU", elements(input), 0, 0));
                case Layer.Add _ -> {
                    boolean alike = input.equals(stored.shape(node.inputs().get(1)));
                    rows.add(row(id, "Add", alike ? elements(input) : 0, 0, 0));
                }
                case Layer.MaxPool p -> {
                    long compares = product(elements(input), p.kernel(), p.kernel());
                    rows.add(row(id, "MaxPool2d", compares / ((long) p.stride() * p.stride()), 0, 0));
                }
                case Layer.GlobalAveragePool _ -> {
                    long adds = elements(input) - input.channels();
                    rows.add(row(id, "GlobalAvgPool2d", Math.addExact(adds, DIVIDE * input.channels()), 0, 0));
                }
                case Layer.PrimaryCapsules _, Layer.RoutedCapsules _, Layer.CapsuleLengths _ ->
                    rows.add(CorrectedRules.layer(stored.architecture(), node));
                case Layer.Concatenate _ -> rows.add(LayerCount.free(id, "Concatenate"));
                case Layer.Flatten _ -> rows.add(LayerCount.free(id, "Flatten"));
                case Layer.Dropout _ -> rows.add(LayerCount.free(id, "Dropout"));
            }
        }
        return rows;
    }

    private static LayerCount convolution(String id, Layer.Convolution c, int kernel, int height, boolean first) {
        long size = Math.floorDiv(height + 2 * c.padding() - kernel, c.stride()) + 1L;
        long weights = product((long) kernel * kernel, c.inputChannels(), c.filters());
        long positions = size * size;
        long forward = product(2, positions, weights);
        long gradients = Math.addExact(Math.multiplyExact(first ? 2L : 4L, positions), 2);
        long parameters = ParameterCount.convolution(kernel, c.inputChannels(), c.filters());
        return row(id, "Conv2d", forward, Math.multiplyExact(weights, gradients), parameters);
    }

    private static LayerCount row(String id, String type, long forward, long backward, long parameters) {
        return new LayerCount(id, type, forward, forward, backward, parameters);
    }

    private static long elements(Shape shape) {
        return product(shape.height(), shape.width(), shape.channels());
    }

    private static long product(long a, long b, long c) {
        return Math.multiplyExact(Math.multiplyExact(a, b), c);
    }
}
