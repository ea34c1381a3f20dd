package org.aiperf.architecture.counting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.ParameterCount;
import org.aiperf.architecture.Shape;

/**
 * Counts what training computes. Backwards a layer computes the gradients of its own parameters, and that of its input
 * if some layer with parameters stands upstream, by the graph and not by the order of the list. A tensor that is read
 * more than once gathers its gradients, which costs additions in a row of their own. The last row but that one is the
 * softmax with the cross-entropy of smoothed labels.
 */
final class CorrectedRules {
    /** A step of SGD with momentum: two multiply-accumulates for each parameter. */
    static final long UPDATES_PER_PARAMETER = 4;

    private static final long DIVIDE = 4;
    private static final String CAPSULES = "PrimaryCapsules";

    private final Architecture architecture;
    private final Set<Integer> needGradient = new HashSet<>();

    private CorrectedRules(Architecture architecture) {
        this.architecture = architecture;
        for (LayerNode node : architecture.runningOrder()) {
            if (ParameterCount.trainable(node.layer()) > 0 || needsInputGradient(node)) {
                needGradient.add(node.output());
            }
        }
    }

    static List<LayerCount> rows(Architecture architecture) {
        return new CorrectedRules(architecture).rows();
    }

    /** The row of one layer. */
    static LayerCount layer(Architecture architecture, LayerNode node) {
        return new CorrectedRules(architecture).layer(node);
    }

    private List<LayerCount> rows() {
        List<LayerCount> rows = new ArrayList<>();
        int classes = 0;
        for (LayerNode node : architecture.layers()) {
            rows.add(layer(node));
            if (node.layer() instanceof Layer.Dense d) {
                classes = d.units();
            }
        }
        rows.add(loss(classes));
        long additions = gradientAdditions();
        if (additions > 0) {
            rows.add(new LayerCount("fanOut", "FanOut", 0, 0, additions, 0));
        }
        return rows;
    }

    private LayerCount loss(int classesOfLastDense) {
        if (architecture.scoresAreLengths()) {
            CapsuleRules.Cost margin = CapsuleRules.marginLoss(architecture.classes());
            return new LayerCount("loss", "MarginLoss", margin.forward(), margin.forward(), margin.backward(), 0);
        }
        long softmax = 17L * classesOfLastDense - 1;
        return new LayerCount("loss", "SoftmaxCrossEntropy", softmax, softmax, classesOfLastDense, 0);
    }

    private boolean needsInputGradient(LayerNode node) {
        return node.inputs().stream().anyMatch(needGradient::contains);
    }

    private LayerCount layer(LayerNode node) {
        long n = elements(architecture.shape(node.input()));
        Shape output = architecture.shape(node.output());
        long m = elements(output);
        long inputGradients = needsInputGradient(node) ? 1 : 0;
        return switch (node.layer()) {
            case Layer.Convolution c -> {
                long window = product((long) c.kernel() * c.kernel(), c.inputChannels());
                yield weighted(node, "StubConv2d", product(2, product(window, m)), m, inputGradients);
            }
            case Layer.PrimaryCapsules p -> {
                long window = product((long) p.kernel() * p.kernel(), p.inputChannels());
                LayerCount products = weighted(node, CAPSULES, product(2, product(window, m)), m, inputGradients);
                CapsuleRules.Cost squashes = CapsuleRules.squashes(output);
                long forward = Math.addExact(products.forward(), squashes.forward());
                yield row(node, CAPSULES, forward, forward, Math.addExact(products.backward(), squashes.backward()));
            }
            case Layer.RoutedCapsules r -> row(node, "RoutedCapsules", CapsuleRules.routed(r, inputGradients > 0));
            case Layer.CapsuleLengths _ ->
                row(node, "CapsuleLengths", CapsuleRules.lengths(architecture.shape(node.input())));
            case Layer.Dense d -> weighted(node, "StubDense", product(2L * d.inputs(), m), m, inputGradients);
            case Layer.BatchNorm _ ->
                row(node, "StubBatchNormalization2d", product(8, n), product(2, n), product(3 + 5 * inputGradients, n));
            case Layer.Relu _ -> row(node, "StubReLU", n, n, n * inputGradients);
            case Layer.Add _ -> {
                long additions = product(node.inputs().size() - 1L, m);
                yield row(node, "StubAdd", additions, additions, 0);
            }
            case Layer.MaxPool p -> {
                long compares = product((long) p.kernel() * p.kernel() - 1, m);
                yield row(node, "StubPooling2d", compares, compares, m * inputGradients);
            }
            case Layer.GlobalAveragePool _ -> {
                long operations = Math.addExact(n - m, product(DIVIDE, m));
                yield row(node, "StubGlobalPooling2d", operations, operations, n * inputGradients);
            }
            case Layer.Dropout _ -> row(node, "StubDropout2d", product(2, n), 0, n * inputGradients);
            case Layer.Concatenate _ -> LayerCount.free(Integer.toString(node.id()), "StubConcatenate");
            case Layer.Flatten _ -> LayerCount.free(Integer.toString(node.id()), "StubFlatten");
        };
    }

    /** A layer of weights, which costs {@code products} in each direction, and a bias for each of {@code m} outputs. */
    private static LayerCount weighted(LayerNode node, String type, long products, long m, long inputGradients) {
        long forward = Math.addExact(products, m);
        return row(node, type, forward, forward, Math.addExact(product(1 + inputGradients, products), m));
    }

    private long gradientAdditions() {
        Map<Integer, Integer> readings = new HashMap<>();
        for (LayerNode node : architecture.layers()) {
            for (int tensor : node.inputs()) {
                readings.merge(tensor, 1, Integer::sum);
            }
        }
        long additions = 0;
        for (int tensor : needGradient) {
            long more = readings.getOrDefault(tensor, 0) - 1L;
            if (more > 0) {
                additions = Math.addExact(additions, product(more, elements(architecture.shape(tensor))));
            }
        }
        return additions;
    }

    private static LayerCount row(LayerNode node, String type, CapsuleRules.Cost cost) {
        return row(node, type, cost.forward(), cost.forward(), cost.backward());
    }

    private static LayerCount row(LayerNode node, String type, long forward, long evaluate, long backward) {
        long parameters = ParameterCount.trainable(node.layer());
        return new LayerCount(Integer.toString(node.id()), type, forward, evaluate, backward, parameters);
    }

    private static long elements(Shape shape) {
        return shape.elements();
    }

    private static long product(long a, long b) {
        return Math.multiplyExact(a, b);
    }
}
