package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.NetworkBuilder;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.LayerCount;
import org.aiperf.architecture.counting.OperationCounts;
import org.aiperf.architecture.morphism.MorphismKind;
import org.aiperf.architecture.morphism.RandomMorphism;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;

/**
 * The multiply-accumulates that the corrected counts hold for convolutions and dense layers, forwards and for both
 * gradients, against those of the operations that a step of training executes, by the engine's own shapes.
 */
class ExecutedProductsTest {
    private static final Set<String> PRODUCTS =
            Set.of("Conv2D", "Conv2DBackpropInput", "Conv2DBackpropFilter", "MatMul");

    @BeforeAll
    static void start() {
        TensorFlowEngine.start(1);
    }

    @Test
    void aResidualNetworkExecutesTheProductsThatAreCounted() {
        for (String name : new String[] {"cnn", "resnet14", "resnet20", "resnet50"}) {
            assertExecutesWhatIsCounted(
                    NamedArchitectures.named(name, Shape.image(32, 32, 3), 10).orElseThrow(), name);
        }
    }

    @Test
    void theSmallGraphOfTheReferenceExecutesTheProductsThatAreCounted() {
        assertExecutesWhatIsCounted(miniResnet(), "mini_resnet");
    }

    @Test
    void grownNetworksExecuteTheProductsThatAreCounted() {
        Set<MorphismKind> kinds = EnumSet.allOf(MorphismKind.class);
        int pixelStrides = 0;
        for (long seed = 0; seed < 12; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Architecture network = miniResnet();
            StringBuilder chain = new StringBuilder("seed " + seed);
            for (int step = 0; step < 8; step++) {
                RandomMorphism picked =
                        RandomMorphism.pick(network, kinds, random).orElseThrow();
                network = picked.child();
                chain.append(", ").append(picked.morphism().describe());
            }
            assertExecutesWhatIsCounted(network, chain.toString());
            for (LayerNode node : network.layers()) {
                if (node.layer() instanceof Layer.Convolution c && c.kernel() == 1 && c.stride() > 1) {
                    pixelStrides++;
                }
            }
        }
        assertThat(pixelStrides).isGreaterThan(12);
    }

    /** Of 21 layers: a block of 16 channels, and one of 32 with a projection of stride 2. */
    private static Architecture miniResnet() {
        NetworkBuilder net = new NetworkBuilder(Shape.image(32, 32, 3));
        int stem = net.relu(net.batchNorm(net.convolution(0, 16, 3, 1)));
        int first = net.relu(net.batchNorm(net.convolution(stem, 16, 3, 1)));
        int block = net.relu(net.sum(net.batchNorm(net.convolution(first, 16, 3, 1)), stem));
        int second = net.relu(net.batchNorm(net.convolution(block, 32, 3, 2)));
        int branch = net.batchNorm(net.convolution(second, 32, 3, 1));
        int shortcut = net.batchNorm(net.convolution(block, 32, 1, 2));
        net.dense(net.globalAveragePool(net.relu(net.sum(branch, shortcut))), 10);
        return net.build();
    }

    private static void assertExecutesWhatIsCounted(Architecture architecture, String name) {
        Map<String, Long> executed = executed(architecture);
        long forward = executed.getOrDefault("Conv2D", 0L) + executed.getOrDefault("forward MatMul", 0L);
        assertThat(forward).as(name + ", forwards").isEqualTo(counted(architecture, false));
        assertThat(executed.values().stream().mapToLong(Long::longValue).sum())
                .as(name + ", forwards and backwards")
                .isEqualTo(counted(architecture, true));
    }

    /** Half of the operations of the layers with products, less the additions of biases and of their gradients. */
    private static long counted(Architecture architecture, boolean backwardToo) {
        long operations = 0;
        for (LayerCount row :
                OperationCounts.of(architecture, CountingMethod.CORRECTED).layers()) {
            if (row.type().equals("StubConv2d") || row.type().equals("StubDense")) {
                int output = architecture.layer(Integer.parseInt(row.id())).output();
                long biases = architecture.shape(output).elements();
                operations += row.forward() - biases + (backwardToo ? row.backward() - biases : 0);
            }
        }
        assertThat(operations).isEven();
        return operations / 2;
    }

    /** Multiply-accumulates per image of the operations that the step of a training depends on, by their type. */
    private static Map<String, Long> executed(Architecture architecture) {
        Map<String, Long> products = new TreeMap<>();
        try (TrainingGraph graph =
                new TrainingGraph(architecture, TrainingOptions.defaults(1, 1), Precision.FLOAT32, false)) {
            EntryPoint step = graph.entryPoints().stream()
                    .filter(each -> each.name().equals("train_step"))
                    .findFirst()
                    .orElseThrow();
            Set<String> seen = new HashSet<>();
            Deque<GraphOperation> open = new ArrayDeque<>();
            step.outputs().values().forEach(output -> open.add((GraphOperation) output.op()));
            while (!open.isEmpty()) {
                GraphOperation operation = open.pop();
                if (!seen.add(operation.name())) {
                    continue;
                }
                for (int i = 0; i < operation.numInputs(); i++) {
                    open.add((GraphOperation) operation.input(i).op());
                }
                open.addAll(operation.controlInputs());
                if (PRODUCTS.contains(operation.type())) {
                    boolean forward = operation.type().equals("MatMul")
                            && !operation.name().startsWith("gradients");
                    products.merge((forward ? "forward " : "") + operation.type(), products(operation), Long::sum);
                }
            }
        }
        return new HashMap<>(products);
    }

    private static long products(GraphOperation operation) {
        return switch (operation.type()) {
            case "Conv2D" -> positions(operation.output(0)) * size(operation.input(1));
            case "Conv2DBackpropInput" -> positions(operation.input(2)) * size(operation.input(1));
            case "Conv2DBackpropFilter" -> positions(operation.input(2)) * size(operation.output(0));
            default -> size(operation.input(0)) * operation.output(0).shape().get(1);
        };
    }

    private static long positions(Output<?> images) {
        long[] shape = images.shape().asArray();
        assertThat(shape).as(images.op().name()).hasSize(4);
        assertThat(shape[1]).as(images.op().name()).isPositive();
        assertThat(shape[2]).as(images.op().name()).isPositive();
        return shape[1] * shape[2];
    }

    /** The elements of a tensor, for one image where the batch is its open dimension. */
    private static long size(Output<?> tensor) {
        long size = 1;
        for (long dimension : tensor.shape().asArray()) {
            size *= dimension < 0 ? 1 : dimension;
        }
        return size;
    }
}
