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
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * The whole graph of a network, as entry points: {@code assign} its weights, {@code train_step}, {@code evaluate},
 * {@code read} its weights, {@code assign_velocities} and {@code read_velocities}; and {@code gradients} if asked for.
 * Images come as bytes and become numbers from −1 to 1. The loss of an evaluation is the plain cross-entropy, whatever
 * the training smooths, or the margin loss of a network of capsules.
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
    /** 1 if a step changed the weights, 0 if its gradients were no finite numbers. */
    static final String APPLIED = "applied";

    private final GraphBuilder graph = new GraphBuilder();
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final List<EntryPoint> entryPoints = new ArrayList<>();
    private final Architecture architecture;

    private final Output<?> images;
    private final Output<?> labels;
    private final Output<?> step;
    private final Output<?> trigger;
    private List<ParameterSpec> trainable = List.of();

    /**
     * @param options label smoothing, momentum, devices and the seed of dropout are taken from it
     * @param precision to compute in, whatever the options wish for
     * @param withGradients adds the entry point {@code gradients}: the training loss and its gradient by every
     *     parameter that a step changes, without a step
     */
    TrainingGraph(Architecture architecture, TrainingOptions options, Precision precision, boolean withGradients) {
        this.architecture = architecture;
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
        // Several towers share the variables, which then need a place of their own; one tower leaves it to the engine.
        graph.on(options.devices().size() > 1 ? "CPU:0" : "", () -> {
            for (ParameterSpec spec : ParameterSpec.of(architecture)) {
                if (live.contains(spec.name().substring(0, spec.name().indexOf('/')))) {
                    variables.put(spec.name(), Variable.create(graph, spec));
                }
            }
            addTraining(options, precision, withGradients);
            return variables;
        });
        addEvaluation(options.devices(), precision);
        addRead(
                "read",
                variables.values().stream()
                        .collect(Collectors.toMap(variable -> variable.spec().name(), Variable::value)));
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

    /** Those that a step changes by their gradient, and that have a velocity. */
    List<ParameterSpec> trainable() {
        return trainable;
    }

    private void addTraining(TrainingOptions options, Precision precision, boolean withGradients) {
        TrainStep training = new TrainStep(
                graph, architecture, variables, options, precision, new TrainStep.Inputs(images, labels, step));
        trainable = training.trainable().stream().map(Variable::spec).toList();
        Map<Variable, Output<?>> velocities = new LinkedHashMap<>();
        training.trainable().forEach(variable -> velocities.put(variable, variable.velocity(graph)));
        addAssignments(velocities);

        Output<?> learningRate = graph.placeholder(LEARNING_RATE, DataType.DT_FLOAT);
        TrainStep.Update update = training.update(velocities, learningRate, options.momentum());
        Map<String, Output<?>> outputs = new LinkedHashMap<>();
        outputs.put(LOSS, graph.after("stepped", training.loss(), update.operations()));
        update.applied().ifPresent(applied -> outputs.put(APPLIED, applied));
        entryPoints.add(new EntryPoint(
                "train_step",
                Map.of(IMAGES, images, LABELS, labels, LEARNING_RATE, learningRate, STEP, step),
                outputs));
        if (withGradients) {
            Map<String, Output<?>> gradients = new LinkedHashMap<>(Map.of(LOSS, training.loss()));
            for (int i = 0; i < trainable.size(); i++) {
                gradients.put(trainable.get(i).name(), training.gradients().get(i));
            }
            entryPoints.add(new EntryPoint("gradients", Map.of(IMAGES, images, LABELS, labels, STEP, step), gradients));
        }
    }

    private void addAssignments(Map<Variable, Output<?>> velocities) {
        Map<String, Output<?>> given = new LinkedHashMap<>();
        List<Operation> weights = new ArrayList<>();
        for (Variable variable : variables.values()) {
            String name = variable.spec().name();
            Output<?> array = graph.placeholder(
                    "given/" + name,
                    DataType.DT_FLOAT,
                    Variable.shape(variable.spec()).asArray());
            given.put(name, array);
            weights.add(Variable.assign(graph, variable.handle(), array));
        }
        Map<String, Output<?>> givenVelocities = new LinkedHashMap<>();
        Map<String, Output<?>> read = new LinkedHashMap<>();
        List<Operation> restored = new ArrayList<>();
        velocities.forEach((variable, velocity) -> {
            String name = variable.spec().name();
            Output<?> array = Objects.requireNonNull(given.get(name));
            weights.add(Variable.assign(graph, velocity, graph.output("ZerosLike", array)));
            givenVelocities.put(name, array);
            restored.add(Variable.assign(graph, velocity, array));
            read.put(name, Variable.read(graph, "layer" + name + "/velocity", velocity));
        });
        addAssignment("assign", given, weights);
        addAssignment("assign_velocities", givenVelocities, restored);
        addRead("read_velocities", read);
    }

    private void addAssignment(String name, Map<String, Output<?>> given, List<Operation> assignments) {
        entryPoints.add(
                new EntryPoint(name, given, Map.of(DONE, graph.after("assigned", graph.constant(1f), assignments))));
    }

    /**
     * Sums over the batch, which the devices share as in a step: how many images were classified rightly, and the cross-entropies. In the precision of the
     * training: the tracked means are those of rounded products, and where a channel's mean is far above its deviation,
     * exact products would miss them by more than the deviation.
     */
    private void addEvaluation(List<String> devices, Precision precision) {
        BatchShares batch = new BatchShares(graph, labels, Math.max(1, devices.size()));
        List<Output<?>> ofImages = batch.of(images);
        List<Output<?>> ofLabels = batch.of(labels);
        List<Output<?>> hits = new ArrayList<>();
        List<Output<?>> losses = new ArrayList<>();
        for (int i = 0; i < ofImages.size(); i++) {
            Output<?> given = ofImages.get(i);
            Output<?> wanted = ofLabels.get(i);
            graph.on(devices.isEmpty() ? "" : devices.get(i), () -> {
                Tower tower = Tower.build(
                        graph,
                        architecture,
                        variables,
                        new Tower.DropoutSeed(0, step),
                        false,
                        precision,
                        PixelScale.scaled(graph, given));
                Loss loss = Loss.of(graph, architecture, 0);
                hits.add(loss.sum(hits(tower.logits(), wanted)));
                return losses.add(loss.sum(loss.of(tower.logits(), wanted)));
            });
        }
        entryPoints.add(new EntryPoint(
                "evaluate",
                Map.of(IMAGES, images, LABELS, labels),
                Map.of(CORRECT, graph.sum(hits), LOSS, graph.sum(losses))));
    }

    /** 1 for each image that was classified rightly, else 0. */
    private Output<?> hits(Output<?> logits, Output<?> wanted) {
        Output<?> predicted = graph.output(
                "ArgMax",
                attributes -> attributes.setAttr("output_type", DataType.DT_INT32),
                logits,
                graph.constant(1));
        return graph.output(
                "Cast",
                attributes -> attributes.setAttr("DstT", DataType.DT_FLOAT),
                graph.output("Equal", predicted, wanted));
    }

    private void addRead(String name, Map<String, Output<?>> values) {
        entryPoints.add(new EntryPoint(name, Map.of(TRIGGER, trigger), values));
    }

    @Override
    public void close() {
        graph.close();
    }
}
