package org.aiperf.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.Shape;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * The forward pass of an architecture, channels last. The two towers of a network share its variables: the one for
 * training normalises by the batch, tracks the moving averages and drops units; the one for evaluation uses the averages,
 * folded into the products before them where it can be, and drops nothing. Layers that the logits do not need are left out.
 *
 * <p>A convolution whose padding is half its odd kernel is TensorFlow's SAME: its output has the size that
 * {@link Layer.Convolution} promises, and where a stride leaves an odd number of rows of padding, the extra row is below.
 * Any other padding is laid explicitly around the image. Dilation does not exist here: its gradient is wrong in the
 * engine.
 */
final class Tower {
    /** Added to the variance; the reference implementation's (AIPerf, Keras layers). */
    static final float BATCH_NORM_EPSILON = (float) Layer.BatchNorm.EPSILON;

    private final GraphBuilder graph;
    private final Architecture architecture;
    private final Map<String, Variable> variables;
    private final DropoutSeed dropoutSeed;
    private final boolean training;
    private final Precision precision;
    private final Set<String> cancelledBiases;
    /** What an evaluation folds; nothing of a training. */
    private final Map<Integer, LayerNode> folded;

    private final Map<Integer, TrackedNormalisation> tracked = new HashMap<>();
    private final Map<Integer, Output<?>> tensors = new HashMap<>();
    private final List<Statistic> statistics = new ArrayList<>();

    private Tower(
            GraphBuilder graph,
            Architecture architecture,
            Map<String, Variable> variables,
            DropoutSeed dropoutSeed,
            boolean training,
            Precision precision) {
        this.graph = graph;
        this.architecture = architecture;
        this.variables = variables;
        this.dropoutSeed = dropoutSeed;
        this.training = training;
        this.precision = precision;
        this.cancelledBiases = CancelledBiases.of(architecture);
        this.folded = training ? Map.of() : FoldedNormalisations.of(architecture);
    }

    /**
     * What makes dropout repeatable: the seed of the training, and a tensor with the number of the step.
     */
    record DropoutSeed(int seed, Output<?> step) {}

    static Tower build(
            GraphBuilder graph,
            Architecture architecture,
            Map<String, Variable> variables,
            DropoutSeed dropoutSeed,
            boolean training,
            Precision precision,
            Output<?> images) {
        Tower tower = new Tower(graph, architecture, variables, dropoutSeed, training, precision);
        tower.tensors.put(0, images);
        for (LayerNode node : LiveLayers.of(architecture)) {
            tower.tensors.put(node.output(), tower.layer(node));
        }
        return tower;
    }

    /** {@code [batch, classes]}. */
    Output<?> logits() {
        return tensor(architecture.logits());
    }

    /** What a moving average is to follow: the mean or the variance of this tower's images at one normalisation. */
    record Statistic(Variable average, Output<?> ofBatch) {}

    /** Of every batch normalisation; none of a tower for evaluation. */
    List<Statistic> statistics() {
        return statistics;
    }

    private Output<?> layer(LayerNode node) {
        Output<?> input = tensor(node.input());
        return switch (node.layer()) {
            case Layer.Convolution convolution -> convolution(node, convolution, input);
            case Layer.BatchNorm _ -> training ? batchNorm(node, input) : trackedNorm(node, input);
            case Layer.Relu _ -> graph.output("Relu", input);
            case Layer.MaxPool pool -> maxPool(pool, architecture.shape(node.input()), input);
            case Layer.GlobalAveragePool _ ->
                graph.output("Mean", attributes -> attributes.setAttr("keep_dims", false), input, graph.vector(1, 2));
            case Layer.PrimaryCapsules primary -> {
                Shape shape = architecture.shape(node.output());
                yield new CapsuleGraph(graph)
                        .primary(
                                convolution(node, primary.convolution(), input),
                                shape.dimensions().getFirst(),
                                primary.dimension());
            }
            case Layer.RoutedCapsules routed -> new CapsuleGraph(graph).routed(routed, input, value(node, "votes"));
            case Layer.CapsuleLengths _ -> new CapsuleGraph(graph).lengths(input);
            case Layer.Flatten _ -> flatten(node, input);
            case Layer.Dense _ ->
                biased(
                        node,
                        raised(
                                graph.output("MatMul", lowered(input, precision), lowered(kernel(node), precision)),
                                precision));
            case Layer.Dropout dropout -> dropout(node, dropout.rate(), input);
            case Layer.Add _ -> sum(node);
            case Layer.Concatenate _ -> concatenate(node);
        };
    }

    private Output<?> convolution(LayerNode node, Layer.Convolution convolution, Output<?> input) {
        int padding = convolution.padding();
        boolean same = convolution.kernel() % 2 == 1 && padding == convolution.kernel() / 2;
        Output<?> image = input;
        if (!same && padding > 0) {
            int[] around = {padding, padding};
            image = graph.output("Pad", input, graph.pairs(new int[] {0, 0}, around, around, new int[] {0, 0}));
        }
        long stride = convolution.stride();
        if (convolution.kernel() == 1 && stride > 1) {
            image = everyNth(image, convolution.stride());
            stride = 1;
        }
        long step = stride;
        Precision ofProducts = precision.of(convolution);
        Output<?> sums = graph.output(
                "Conv2D",
                attributes -> attributes
                        .setAttr("strides", new long[] {1, step, step, 1})
                        .setAttr("padding", same ? "SAME" : "VALID")
                        .setAttr("data_format", "NHWC"),
                lowered(image, ofProducts),
                lowered(kernel(node), ofProducts));
        return biased(node, raised(sums, ofProducts));
    }

    /** In the precision that products are computed in. */
    private Output<?> lowered(Output<?> tensor, Precision ofProducts) {
        return ofProducts == Precision.FLOAT32 ? tensor : cast(tensor, ofProducts.type());
    }

    /** In single precision, in which layers hand tensors on. */
    private Output<?> raised(Output<?> tensor, Precision ofProducts) {
        return ofProducts == Precision.FLOAT32 ? tensor : cast(tensor, DataType.DT_FLOAT);
    }

    private Output<?> cast(Output<?> tensor, DataType type) {
        return graph.output("Cast", attributes -> attributes.setAttr("DstT", type), tensor);
    }

    /**
     * Every n-th pixel of every n-th row. A kernel of one pixel reads no other, and the engine's own kernel for it writes
     * outside its memory at strides above 2 (TensorFlow 2.16 with oneDNN: the heap is corrupted within seconds).
     */
    private Output<?> everyNth(Output<?> image, int n) {
        long all = 0b1111;
        return graph.output(
                "StridedSlice",
                attributes -> attributes.setAttr("begin_mask", all).setAttr("end_mask", all),
                image,
                graph.vector(0, 0, 0, 0),
                graph.vector(0, 0, 0, 0),
                graph.vector(1, n, n, 1));
    }

    private Output<?> biased(LayerNode node, Output<?> sums) {
        if (training && cancelledBiases.contains(CancelledBiases.name(node))) {
            return sums;
        }
        LayerNode norm = folded.get(node.output());
        Output<?> bias = value(node, "bias");
        return graph.output("BiasAdd", sums, norm == null ? bias : tracked(norm).bias(bias));
    }

    private Output<?> kernel(LayerNode node) {
        LayerNode norm = folded.get(node.output());
        Output<?> kernel = value(node, "kernel");
        return norm == null ? kernel : tracked(norm).scaled(kernel);
    }

    private Output<?> trackedNorm(LayerNode node, Output<?> input) {
        return folded.containsKey(node.input()) ? input : tracked(node).of(input);
    }

    private TrackedNormalisation tracked(LayerNode norm) {
        return tracked.computeIfAbsent(
                norm.id(),
                _ -> new TrackedNormalisation(
                        graph,
                        value(norm, "scale"),
                        value(norm, "shift"),
                        value(norm, "mean"),
                        value(norm, "variance"),
                        graph.constant(BATCH_NORM_EPSILON)));
    }

    private Output<?> batchNorm(LayerNode node, Output<?> input) {
        Shape shape = architecture.shape(node.input());
        if (!shape.isImage()) {
            Output<?> image = graph.output("Reshape", input, graph.vector(-1, 1, 1, shape.channels()));
            return graph.output("Reshape", normalised(node, image), graph.vector(-1, shape.channels()));
        }
        return normalised(node, input);
    }

    private Output<?> normalised(LayerNode node, Output<?> image) {
        Operation norm = graph.operation("FusedBatchNormV3", "FusedBatchNorm")
                .addInput(image)
                .addInput(value(node, "scale"))
                .addInput(value(node, "shift"))
                .addInput(graph.emptyVector())
                .addInput(graph.emptyVector())
                .setAttr("epsilon", BATCH_NORM_EPSILON)
                .setAttr("data_format", "NHWC")
                .setAttr("is_training", true)
                .build();
        statistics.add(new Statistic(variable(node, "mean"), meanOfInput(node, norm.output(1))));
        statistics.add(new Statistic(variable(node, "variance"), norm.output(2)));
        return norm.output(0);
    }

    /** The mean that the input would have with the bias that the training tower leaves out of it. */
    private Output<?> meanOfInput(LayerNode node, Output<?> mean) {
        if (node.input() == 0) {
            return mean;
        }
        LayerNode writer = architecture.writer(node.input());
        return cancelledBiases.contains(CancelledBiases.name(writer))
                ? graph.output("AddV2", mean, value(writer, "bias"))
                : mean;
    }

    /** The engine rounds a pooled size up, an architecture rounds it down: rows that do not fill a stride are cut off. */
    private Output<?> maxPool(Layer.MaxPool pool, Shape shape, Output<?> input) {
        int stride = pool.stride();
        int height = shape.height() < stride ? shape.height() : shape.height() / stride * stride;
        int width = shape.width() < stride ? shape.width() : shape.width() / stride * stride;
        Output<?> image = input;
        if (height < shape.height() || width < shape.width()) {
            image = graph.output("Slice", input, graph.vector(0, 0, 0, 0), graph.vector(-1, height, width, -1));
        }
        return graph.output(
                "MaxPool",
                attributes -> attributes
                        .setAttr("ksize", new long[] {1, pool.kernel(), pool.kernel(), 1})
                        .setAttr("strides", new long[] {1, stride, stride, 1})
                        .setAttr("padding", "SAME")
                        .setAttr("data_format", "NHWC"),
                image);
    }

    private Output<?> flatten(LayerNode node, Output<?> input) {
        return graph.output(
                "Reshape",
                input,
                graph.vector(-1, architecture.shape(node.output()).channels()));
    }

    /** Inverted dropout: a unit is kept with probability 1 − rate and then scaled up, so that evaluation needs nothing. */
    private Output<?> dropout(LayerNode node, double rate, Output<?> input) {
        if (!training || rate == 0) {
            return input;
        }
        Output<?> seed = graph.operation("Pack", "seed")
                .addInputList(new Output<?>[] {graph.constant(31 * dropoutSeed.seed() + node.id()), dropoutSeed.step()})
                .build()
                .output(0);
        Output<?> uniform = graph.output(
                "StatelessRandomUniform",
                attributes -> attributes.setAttr("dtype", DataType.DT_FLOAT),
                graph.output("Shape", input),
                seed);
        Output<?> kept = graph.output("GreaterEqual", uniform, graph.constant((float) rate));
        Output<?> mask = graph.output("Cast", attributes -> attributes.setAttr("DstT", DataType.DT_FLOAT), kept);
        Output<?> scaled = graph.output("Mul", mask, graph.constant((float) (1 / (1 - rate))));
        return graph.output("Mul", input, scaled);
    }

    private Output<?> sum(LayerNode node) {
        Output<?>[] inputs = inputs(node);
        Output<?> sum = inputs[0];
        for (int i = 1; i < inputs.length; i++) {
            sum = graph.output("AddV2", sum, inputs[i]);
        }
        return sum;
    }

    private Output<?> concatenate(LayerNode node) {
        int axis = architecture.shape(node.output()).isImage() ? 3 : 1;
        return graph.operation("ConcatV2", "ConcatV2")
                .addInputList(inputs(node))
                .addInput(graph.constant(axis))
                .build()
                .output(0);
    }

    private Output<?>[] inputs(LayerNode node) {
        return node.inputs().stream().map(this::tensor).toArray(Output<?>[]::new);
    }

    private Output<?> tensor(int number) {
        Output<?> tensor = tensors.get(number);
        if (tensor == null) {
            throw new IllegalStateException("tensor " + number + " is read before it is written");
        }
        return tensor;
    }

    private Output<?> value(LayerNode node, String parameter) {
        return variable(node, parameter).value();
    }

    private Variable variable(LayerNode node, String parameter) {
        Variable variable = variables.get(node.id() + "/" + parameter);
        if (variable == null) {
            throw new IllegalStateException("layer " + node.id() + " has no " + parameter);
        }
        return variable;
    }
}
