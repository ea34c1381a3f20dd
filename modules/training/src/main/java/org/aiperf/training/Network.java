package org.aiperf.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.tensorflow.engine.TfSymbolBlock;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ParameterSpec;
import org.aiperf.architecture.Weights;
import org.aiperf.datasets.ImageSet;
import org.aiperf.datasets.ImageSource;
import org.jspecify.annotations.Nullable;

/**
 * An architecture with weights that can be trained and evaluated: a session of the TensorFlow engine, run through DJL.
 * One thread at a time may use it. {@link TensorFlowEngine#start} comes first.
 */
public final class Network implements AutoCloseable {
    private final Architecture architecture;
    /** The parameters that the graph holds, sorted by name as DJL takes them. */
    private final List<ParameterSpec> variables;

    /** Those with a velocity, sorted likewise. */
    private final List<ParameterSpec> trainable;

    private final Precision precision;
    private final LoadedModel model;
    private final ParameterStore noParameters;
    private final TfSymbolBlock assign;
    private final TfSymbolBlock trainStep;
    private final TfSymbolBlock evaluate;
    private final TfSymbolBlock read;
    private final TfSymbolBlock assignVelocities;
    private final TfSymbolBlock readVelocities;
    private final @Nullable TfSymbolBlock gradients;
    /** What the network was last given; the arrays of layers that take no part stay in it unchanged. */
    private Weights given;

    private int steps;
    private int skippedSteps;
    private final Arena arena = Arena.ofShared();
    private @Nullable Batch evaluationBatch;

    private Network(
            Architecture architecture,
            TrainingGraph graph,
            Precision precision,
            LoadedModel model,
            Weights initial,
            boolean withGradients) {
        this.architecture = architecture;
        this.precision = precision;
        this.model = model;
        this.given = initial;
        variables = sorted(graph.variables().values().stream().map(Variable::spec));
        trainable = sorted(graph.trainable().stream());
        noParameters = new ParameterStore(model.manager(), false);
        assign = model.block("assign");
        trainStep = model.block("train_step");
        evaluate = model.block("evaluate");
        read = model.block("read");
        assignVelocities = model.block("assign_velocities");
        readVelocities = model.block("read_velocities");
        gradients = withGradients ? model.block("gradients") : null;
    }

    private static List<ParameterSpec> sorted(Stream<ParameterSpec> specs) {
        return specs.sorted(Comparator.comparing(ParameterSpec::name)).toList();
    }

    /**
     * Builds the graph of an architecture and gives it weights. Another network may train meanwhile on another thread.
     *
     * @param initial an array for every parameter of the architecture
     * @param options label smoothing, momentum, devices, precision and the seed of dropout are taken from it
     * @param temporary an existing folder for the model file, which is deleted again before this returns
     * @throws IOException if the model file cannot be written
     */
    public static Network open(Architecture architecture, Weights initial, TrainingOptions options, Path temporary)
            throws IOException {
        Precision precision = options.precision().on(options.devices());
        return open(architecture, initial, options, precision, temporary, false);
    }

    static Network open(
            Architecture architecture,
            Weights initial,
            TrainingOptions options,
            Precision precision,
            Path temporary,
            boolean withGradients)
            throws IOException {
        TensorFlowEngine.requireRunning();
        try (TrainingGraph graph = new TrainingGraph(architecture, options, precision, withGradients)) {
            LoadedModel model = LoadedModel.of(graph.graph(), graph.entryPoints(), options.devices(), temporary);
            try {
                Network network = new Network(architecture, graph, precision, model, initial, withGradients);
                network.assign(initial);
                return network;
            } catch (RuntimeException | Error e) {
                model.close();
                throw e;
            }
        }
    }

    public Architecture architecture() {
        return architecture;
    }

    /** The precision that steps compute in, which may be less than was wished for. */
    public Precision precision() {
        return precision;
    }

    /** Steps that changed nothing since the weights were assigned, because their scaled gradients overflowed. */
    public int skippedSteps() {
        return skippedSteps;
    }

    /**
     * One step of training.
     *
     * @return the mean loss of the batch before the step, with label smoothing; not finite if the training diverged
     */
    public float step(Batch batch, float learningRate) {
        try (NDManager memory = memory()) {
            NDList inputs = new NDList(
                    images(memory, batch), labels(memory, batch), memory.create(learningRate), memory.create(steps));
            NDList outputs = trainStep.forward(noParameters, inputs, true);
            steps++;
            float loss = Float.NaN;
            for (NDArray output : outputs) {
                if (output.getName().equals(TrainingGraph.LOSS)) {
                    loss = output.getFloat();
                } else if (output.getFloat() == 0) {
                    skippedSteps++;
                }
            }
            return loss;
        }
    }

    /** Classifies every image of a set. */
    public Evaluation evaluate(ImageSet set) {
        requireFitting(set);
        if (evaluationBatch == null) {
            evaluationBatch = new Batch(arena, BatchPipeline.EVALUATION_BATCH, set.imageBytes());
        }
        Batch batch = evaluationBatch;
        double correct = 0;
        double loss = 0;
        for (int from = 0; from < set.size(); from += BatchPipeline.EVALUATION_BATCH) {
            batch.copy(set, from, Math.min(from + BatchPipeline.EVALUATION_BATCH, set.size()));
            Evaluation part = evaluate(batch);
            correct += part.accuracy() * batch.size();
            loss += part.loss() * batch.size();
        }
        return new Evaluation(set.size(), Math.rint(correct) / set.size(), loss / set.size());
    }

    /** Classifies the images of a batch. */
    Evaluation evaluate(Batch batch) {
        try (NDManager memory = memory()) {
            NDList sums =
                    evaluate.forward(noParameters, new NDList(images(memory, batch), labels(memory, batch)), false);
            int size = batch.size();
            return new Evaluation(
                    size, sums.get(0).getFloat() / (double) size, sums.get(1).getFloat() / (double) size);
        }
    }

    /** The weights as they are now. */
    public Weights weights() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (ParameterSpec spec : ParameterSpec.of(architecture)) {
            arrays.put(spec.name(), given.get(spec.name()));
        }
        try (NDManager memory = memory()) {
            NDList values = read.forward(noParameters, new NDList(memory.create(0f)), false);
            for (NDArray value : values) {
                arrays.put(value.getName(), value.toFloatArray());
            }
        }
        return new Weights(arrays);
    }

    /**
     * Sets the weights and forgets the momentum.
     *
     * @throws IllegalArgumentException if an array is missing or has the wrong size
     */
    public void assign(Weights weights) {
        requireSizes(ParameterSpec.of(architecture), weights, "weights");
        try (NDManager memory = memory()) {
            assign.forward(noParameters, arrays(memory, variables, weights), false);
        }
        given = weights;
        steps = 0;
        skippedSteps = 0;
    }

    /** Everything that a training needs to go on, after epochs with these test losses. */
    TrainingState state(List<Double> testLosses) {
        Map<String, float[]> velocities = new LinkedHashMap<>();
        try (NDManager memory = memory()) {
            for (NDArray velocity : readVelocities.forward(noParameters, new NDList(memory.create(0f)), false)) {
                velocities.put(velocity.getName(), velocity.toFloatArray());
            }
        }
        return new TrainingState(testLosses.size(), steps, testLosses, weights(), new Weights(velocities));
    }

    /** @throws IllegalArgumentException if it is the state of another network */
    void restore(TrainingState state) {
        requireSizes(trainable, state.velocities(), "velocities");
        assign(state.weights());
        try (NDManager memory = memory()) {
            assignVelocities.forward(noParameters, arrays(memory, trainable, state.velocities()), false);
        }
        steps = state.steps();
    }

    private static void requireSizes(List<ParameterSpec> specs, Weights arrays, String what) {
        for (ParameterSpec spec : specs) {
            if (arrays.get(spec.name()).length != spec.size()) {
                throw new IllegalArgumentException("the " + what + " " + spec.name() + " have "
                        + arrays.get(spec.name()).length + " numbers where " + spec.shape() + " are needed");
            }
        }
    }

    private static NDList arrays(NDManager memory, List<ParameterSpec> specs, Weights weights) {
        NDList arrays = new NDList();
        for (ParameterSpec spec : specs) {
            long[] shape = Variable.shape(spec).asArray();
            arrays.add(memory.create(weights.get(spec.name()), new Shape(shape)));
        }
        return arrays;
    }

    /** The training loss of a batch, and its gradient by each parameter that a step changes. */
    record Gradients(float loss, Weights byParameter) {}

    /** What {@link #step} would go by; only of a network that was opened with gradients. */
    Gradients gradients(Batch batch) {
        TfSymbolBlock block = Objects.requireNonNull(gradients, "opened without gradients");
        float loss = 0;
        Map<String, float[]> arrays = new LinkedHashMap<>();
        try (NDManager memory = memory()) {
            NDList inputs = new NDList(images(memory, batch), labels(memory, batch), memory.create(steps));
            for (NDArray array : block.forward(noParameters, inputs, false)) {
                if (array.getName().equals(TrainingGraph.LOSS)) {
                    loss = array.getFloat();
                } else {
                    arrays.put(array.getName(), array.toFloatArray());
                }
            }
        }
        return new Gradients(loss, new Weights(arrays));
    }

    /** @throws IllegalArgumentException if the images are not of the architecture's size, or have more classes */
    void requireFitting(ImageSource set) {
        org.aiperf.architecture.Shape input = architecture.input();
        if (set.height() != input.height() || set.width() != input.width() || set.channels() != input.channels()) {
            throw new IllegalArgumentException("the network reads images of " + input + ", not " + set);
        }
        if (set.classes() > architecture.classes()) {
            throw new IllegalArgumentException(
                    "the network knows " + architecture.classes() + " classes, not " + set.classes());
        }
    }

    private NDManager memory() {
        return model.manager().newSubManager(Device.cpu());
    }

    private NDArray images(NDManager memory, Batch batch) {
        org.aiperf.architecture.Shape input = architecture.input();
        ByteBuffer bytes = batch.images();
        return memory.create(
                bytes, new Shape(batch.size(), input.height(), input.width(), input.channels()), DataType.UINT8);
    }

    private static NDArray labels(NDManager memory, Batch batch) {
        return memory.create(batch.labels(), new Shape(batch.size()), DataType.INT32);
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
        model.close();
    }
}
