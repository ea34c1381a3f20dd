package org.aiperf.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.ParameterSpec;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * The whole graph of a network, as entry points: {@code assign} its weights, {@code train_step}, {@code evaluate},
 * {@code read} its weights; and {@code gradients} if asked for. Images come as bytes and become numbers from −1 to 1.
 *
 * <p>A step is stochastic gradient descent with momentum 0.9 on the softmax cross-entropy with smoothed labels (Szegedy
 * et al. 2016, section 7): a share of the probability of the true class is spread over all classes. The loss of an
 * evaluation is the plain cross-entropy, whatever the training smooths. A network of capsules has the {@link MarginLoss}
 * in both instead.
 */
final class TrainingGraph implements AutoCloseable {
    static final String IMAGES = "images";
    static final String LABELS = "labels";
    static final String LEARNING_RATE = "learningRate";
    static final String STEP = "step";
    static final String TRIGGER = "trigger";
    static final String DONE = "done";
    static final String LOSS = "loss";
    static final String CORRECT = "correct";

    private static final float MOMENTUM = 0.9f;

    private final GraphBuilder graph = new GraphBuilder();
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final List<EntryPoint> entryPoints = new ArrayList<>();
    private final Architecture architecture;
    private final float labelSmoothing;

    private final Output<?> images;
    private final Output<?> labels;
    private final Output<?> step;
    private final Output<?> trigger;

    /**
     * @param labelSmoothing from 0 to 1
     * @param seed of dropout
     * @param withGradients adds the entry point {@code gradients}: the training loss and its gradient by every
     *     parameter that a step changes, without a step
     */
    TrainingGraph(Architecture architecture, float labelSmoothing, int seed, boolean withGradients) {
        this.architecture = architecture;
        this.labelSmoothing = labelSmoothing;
        images = graph.placeholder(
                IMAGES,
                DataType.DT_UINT8,
                -1,
                architecture.input().height(),
                architecture.input().width(),
                architecture.input().channels());
        labels = graph.placeholder(LABELS, DataType.DT_INT32, -1);
        step = graph.placeholder(STEP, DataType.DT_INT32);
        trigger = graph.placeholder(TRIGGER, DataType.DT_FLOAT);
        Set<String> live = LiveLayers.of(architecture).stream()
                .map(LayerNode::id)
                .map(String::valueOf)
                .collect(Collectors.toSet());
        for (ParameterSpec spec : ParameterSpec.of(architecture)) {
            if (live.contains(spec.name().substring(0, spec.name().indexOf('/')))) {
                variables.put(spec.name(), Variable.create(graph, spec));
            }
        }
        Output<?> numbers = scaled(images);
        Tower.DropoutSeed dropoutSeed = new Tower.DropoutSeed(seed, step);
        addTraining(Tower.build(graph, architecture, variables, dropoutSeed, true, numbers), withGradients);
        addEvaluation(Tower.build(graph, architecture, variables, dropoutSeed, false, numbers));
        addRead();
    }

    GraphBuilder graph() {
        return graph;
    }

    List<EntryPoint> entryPoints() {
        return entryPoints;
    }

    /** The parameters of the layers that take part, by name. */
    Map<String, Variable> variables() {
        return variables;
    }

    private Output<?> scaled(Output<?> bytes) {
        Output<?> numbers = graph.output("Cast", attributes -> attributes.setAttr("DstT", DataType.DT_FLOAT), bytes);
        return graph.output("Sub", graph.output("Mul", numbers, graph.constant(1 / 127.5f)), graph.constant(1f));
    }

    private void addTraining(Tower tower, boolean withGradients) {
        Output<?> learningRate = graph.placeholder(LEARNING_RATE, DataType.DT_FLOAT);
        Output<?> loss = mean(losses(tower.logits(), labelSmoothing));
        Set<String> cancelled = CancelledBiases.of(architecture);
        List<Variable> trainable = variables.values().stream()
                .filter(v ->
                        v.spec().trainable() && !cancelled.contains(v.spec().name()))
                .toList();
        @Nullable
        Output<?>[] gradients =
                graph.gradients(loss, trainable.stream().map(Variable::value).toArray(Output<?>[]::new));

        List<Operation> updates = new ArrayList<>(tower.averageUpdates());
        List<Operation> assignments = new ArrayList<>();
        Map<String, Output<?>> assigned = new LinkedHashMap<>();
        for (Variable variable : variables.values()) {
            Output<?> given = graph.placeholder(
                    "given/" + variable.spec().name(),
                    DataType.DT_FLOAT,
                    Variable.shape(variable.spec()).asArray());
            assigned.put(variable.spec().name(), given);
            assignments.add(Variable.assign(graph, variable.handle(), given));
        }
        Output<?> momentum = graph.constant(MOMENTUM);
        for (int i = 0; i < trainable.size(); i++) {
            Variable variable = trainable.get(i);
            Output<?> velocity = variable.velocity(graph);
            Output<?> given =
                    Objects.requireNonNull(assigned.get(variable.spec().name()));
            assignments.add(Variable.assign(graph, velocity, graph.output("ZerosLike", given)));
            updates.add(graph.operation("ResourceApplyMomentum", "apply")
                    .addInput(variable.handle())
                    .addInput(velocity)
                    .addInput(learningRate)
                    .addInput(gradient(variable, gradients[i]))
                    .addInput(momentum)
                    .build());
        }
        entryPoints.add(new EntryPoint(
                "assign", assigned, Map.of(DONE, graph.after("assigned", graph.constant(1f), assignments))));
        Map<String, Output<?>> stepInputs =
                Map.of(IMAGES, images, LABELS, labels, LEARNING_RATE, learningRate, STEP, step);
        entryPoints.add(new EntryPoint("train_step", stepInputs, Map.of(LOSS, graph.after("stepped", loss, updates))));
        if (withGradients) {
            Map<String, Output<?>> outputs = new LinkedHashMap<>(Map.of(LOSS, loss));
            for (int i = 0; i < trainable.size(); i++) {
                outputs.put(trainable.get(i).spec().name(), gradient(trainable.get(i), gradients[i]));
            }
            entryPoints.add(new EntryPoint("gradients", Map.of(IMAGES, images, LABELS, labels, STEP, step), outputs));
        }
    }

    private static Output<?> gradient(Variable variable, @Nullable Output<?> gradient) {
        return Objects.requireNonNull(gradient, () -> variable.spec().name() + " has no gradient");
    }

    /** Sums over the batch: how many images were classified rightly, and the cross-entropies. */
    private void addEvaluation(Tower tower) {
        Output<?> predicted = graph.output(
                "ArgMax",
                attributes -> attributes.setAttr("output_type", DataType.DT_INT32),
                tower.logits(),
                graph.constant(1));
        Output<?> hits = graph.output(
                "Cast",
                attributes -> attributes.setAttr("DstT", DataType.DT_FLOAT),
                graph.output("Equal", predicted, labels));
        entryPoints.add(new EntryPoint(
                "evaluate",
                Map.of(IMAGES, images, LABELS, labels),
                Map.of(CORRECT, sum(hits), LOSS, sum(losses(tower.logits(), 0)))));
    }

    private void addRead() {
        Map<String, Output<?>> values = new LinkedHashMap<>();
        variables.forEach((name, variable) -> values.put(name, variable.value()));
        entryPoints.add(new EntryPoint("read", Map.of(TRIGGER, trigger), values));
    }

    private Output<?> losses(Output<?> logits, float smoothing) {
        int classes = architecture.classes();
        if (architecture.scoresAreLengths()) {
            return MarginLoss.of(graph, logits, labels, classes);
        }
        Output<?> wanted = graph.output(
                "OneHot",
                labels,
                graph.constant(classes),
                graph.constant(1 - smoothing + smoothing / classes),
                graph.constant(smoothing / classes));
        return graph.output("SoftmaxCrossEntropyWithLogits", logits, wanted);
    }

    private Output<?> mean(Output<?> vector) {
        return graph.output("Mean", attributes -> attributes.setAttr("keep_dims", false), vector, graph.vector(0));
    }

    private Output<?> sum(Output<?> vector) {
        return graph.output("Sum", attributes -> attributes.setAttr("keep_dims", false), vector, graph.vector(0));
    }

    @Override
    public void close() {
        graph.close();
    }
}
