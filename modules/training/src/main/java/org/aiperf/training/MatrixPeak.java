package org.aiperf.training;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.tensorflow.engine.TfSymbolBlock;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * What the engine can do at best with its threads: the product of two dense matrices of 2048×2048 single-precision
 * numbers. A training's operations per second are measured against it.
 */
public final class MatrixPeak {
    private static final int SIDE = 2048;
    private static final int WARM_UPS = 2;
    private static final int RUNS = 12;

    private MatrixPeak() {}

    /**
     * Multiplies a few times and takes the fastest; about two seconds on two cores.
     *
     * @param temporary an existing folder for the model file, which is deleted again
     * @return operations per second, a multiplication and an addition counted as two
     * @throws IOException if the model file cannot be written
     */
    public static double measure(Path temporary) throws IOException {
        TensorFlowEngine.requireRunning();
        try (GraphBuilder graph = new GraphBuilder();
                LoadedModel model = LoadedModel.of(graph, entryPoints(graph), List.of(), temporary)) {
            ParameterStore noParameters = new ParameterStore(model.manager(), false);
            TfSymbolBlock assign = model.block("assign");
            TfSymbolBlock multiply = model.block("multiply");
            try (NDManager memory = model.manager().newSubManager(Device.cpu())) {
                Shape shape = new Shape(SIDE, SIDE);
                assign.forward(
                        noParameters,
                        new NDList(memory.create(numbers(1), shape), memory.create(numbers(2), shape)),
                        false);
            }
            long fastest = Long.MAX_VALUE;
            for (int run = -WARM_UPS; run < RUNS; run++) {
                long began = System.nanoTime();
                try (NDManager memory = model.manager().newSubManager(Device.cpu())) {
                    multiply.forward(noParameters, new NDList(memory.create(0f)), false)
                            .head()
                            .getFloat();
                }
                if (run >= 0) {
                    fastest = Math.min(fastest, System.nanoTime() - began);
                }
            }
            return 2.0 * SIDE * SIDE * SIDE / (fastest / 1e9);
        }
    }

    /** Both matrices stay in the engine, and only one number of the product is handed out: nothing is copied. */
    private static List<EntryPoint> entryPoints(GraphBuilder graph) {
        Output<?> trigger = graph.placeholder("trigger", DataType.DT_FLOAT);
        Output<?> givenLeft = graph.placeholder("left", DataType.DT_FLOAT, SIDE, SIDE);
        Output<?> givenRight = graph.placeholder("right", DataType.DT_FLOAT, SIDE, SIDE);
        org.tensorflow.ndarray.Shape shape = org.tensorflow.ndarray.Shape.of(SIDE, SIDE);
        Output<?> left = Variable.resource(graph, "matrix/left", shape);
        Output<?> right = Variable.resource(graph, "matrix/right", shape);
        List<Operation> assignments =
                List.of(Variable.assign(graph, left, givenLeft), Variable.assign(graph, right, givenRight));
        Output<?> product = graph.output(
                "MatMul", Variable.read(graph, "matrix/left", left), Variable.read(graph, "matrix/right", right));
        Output<?> corner = graph.output("Slice", product, graph.vector(0, 0), graph.vector(1, 1));
        return List.of(
                new EntryPoint(
                        "assign",
                        Map.of("left", givenLeft, "right", givenRight),
                        Map.of("done", graph.after("assigned", graph.constant(1f), assignments))),
                new EntryPoint(
                        "multiply", Map.of("trigger", trigger), Map.of("corner", graph.output("Squeeze", corner))));
    }

    private static float[] numbers(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] numbers = new float[SIDE * SIDE];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return numbers;
    }
}
