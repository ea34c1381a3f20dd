package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.Weights;
import org.aiperf.datasets.ImageSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** A batch shared by the devices of a node; here they are virtual devices on the same cores. */
class TowersTest {
    private static final TrainingOptions ONE = TrainingOptions.defaults(1, 3).withBatchSize(64);
    private static final TrainingOptions TWO = ONE.withDevices(List.of("CPU:0", "CPU:1"));

    @TempDir
    Path temporary;

    @BeforeAll
    static void start() {
        TensorFlowEngine.start(1);
    }

    @Test
    void twoTowersOfHalfTheBatchEqualOneOfTheWhole() throws Exception {
        for (String name : List.of("add with fan-out", "max pool 3 by 2", "concatenate vectors")) {
            Architecture network = TestNetworks.named(name);
            compare(network, 64, TWO, name);
        }
    }

    @Test
    void aBatchThatCannotBeHalvedIsSharedAsWell() throws Exception {
        compare(TestNetworks.named("add with fan-out"), 7, TWO, "7 images on two devices");
        compare(
                TestNetworks.named("add with fan-out"),
                64,
                ONE.withDevices(List.of("CPU:0", "CPU:1", "CPU:2")),
                "64 images on three devices");
    }

    private void compare(Architecture network, int images, TrainingOptions shared, String what) throws Exception {
        Weights start = TestNetworks.weights(network, 1);
        ImageSet set = TestNetworks.images(network, images, 2);
        Batch batch = Batch.of(set, 0, images);
        try (Network one = Network.open(network, start, ONE, temporary);
                Network several = Network.open(network, start, shared, temporary)) {
            for (int step = 0; step < 5; step++) {
                float expected = one.step(batch, 0.05f);
                assertThat(several.step(batch, 0.05f))
                        .as("%s, loss of step %d", what, step)
                        .isCloseTo(expected, within(1e-4f * Math.max(1, expected)));
            }
            Weights expected = one.weights();
            Weights actual = several.weights();
            for (String name : expected.names()) {
                assertThat(actual.get(name))
                        .as("%s, %s", what, name)
                        .containsExactly(expected.get(name), within(1e-3f));
            }
            assertThat(several.evaluate(set).loss()).isCloseTo(one.evaluate(set).loss(), within(1e-3));
        }
    }

    @Test
    void normalisedNetworksTrainOnTwoDevices() throws Exception {
        Architecture network = TestNetworks.residualBlock();
        ImageSet set = TestNetworks.images(network, 64, 2);
        Batch batch = Batch.of(set, 0, 64);
        try (Network several = Network.open(network, InitialWeights.of(network, 1), TWO, temporary)) {
            float first = several.step(batch, 0.05f);
            float last = first;
            for (int step = 0; step < 30; step++) {
                last = several.step(batch, 0.05f);
            }
            assertThat(last).isLessThan(0.9f * first);
            // The moving averages follow both shares: the evaluation agrees with what was trained.
            assertThat(several.evaluate(set).loss()).isLessThan(first);
        }
    }

    @Test
    void backwardKernelsRunOnBothDevices() {
        Architecture network =
                NamedArchitectures.named("resnet14", Shape.image(32, 32, 3), 10).orElseThrow();
        try (TrainingGraph graph = new TrainingGraph(network, TWO, Precision.FLOAT32, false)) {
            GraphDef definition = graph.graph().definition();
            Map<String, Long> backward = definition.getNodeList().stream()
                    .filter(node -> node.getOp().startsWith("Conv2DBackprop"))
                    .collect(Collectors.groupingBy(NodeDef::getDevice, Collectors.counting()));
            assertThat(backward.keySet()).containsExactlyInAnyOrder("/device:CPU:0", "/device:CPU:1");
            assertThat(Objects.requireNonNull(backward.get("/device:CPU:0")))
                    .isEqualTo(backward.get("/device:CPU:1"))
                    .isGreaterThan(20);
            // All but the gradient by the images, which nobody asks for.
            int each = Objects.requireNonNull(backward.get("/device:CPU:0")).intValue() - 1;
            assertThat(kernelsRun(graph, definition)).containsExactly(each, each);
        }
    }

    /** How many backward kernels each device ran in one step, as the engine's own trace of it says. */
    private static List<Integer> kernelsRun(TrainingGraph training, GraphDef definition) {
        EntryPoint assign = entryPoint(training, "assign");
        EntryPoint step = entryPoint(training, "train_step");
        try (Graph graph = new Graph()) {
            graph.importGraphDef(definition);
            ConfigProto config =
                    ConfigProto.newBuilder().putDeviceCount("CPU", 2).build();
            try (Session session = new Session(graph, config)) {
                Session.Runner runner = session.runner();
                assign.inputs()
                        .forEach((name, input) -> runner.feed(
                                input.op().name(),
                                TFloat32.tensorOf(
                                        input.shape(), data -> data.scalars().forEach(x -> x.setFloat(0.01f)))));
                runner.addTarget(nameOfOutput(assign)).run().close();
                try (TUint8 images = TUint8.tensorOf(org.tensorflow.ndarray.Shape.of(4, 32, 32, 3));
                        TInt32 labels = TInt32.vectorOf(0, 1, 2, 3);
                        TFloat32 rate = TFloat32.scalarOf(0.1f);
                        TInt32 number = TInt32.scalarOf(0);
                        Result result = session.runner()
                                .feed(TrainingGraph.IMAGES, images)
                                .feed(TrainingGraph.LABELS, labels)
                                .feed(TrainingGraph.LEARNING_RATE, rate)
                                .feed(TrainingGraph.STEP, number)
                                .fetch(nameOfOutput(step))
                                .setOptions(RunOptions.newBuilder()
                                        .setTraceLevel(RunOptions.TraceLevel.FULL_TRACE)
                                        .build())
                                .runAndFetchMetadata()) {
                    RunMetadata metadata = result.getMetadata().orElseThrow();
                    return metadata.getStepStats().getDevStatsList().stream()
                            .filter(device -> device.getDevice().contains("CPU"))
                            .map(TowersTest::backwardKernels)
                            .toList();
                }
            }
        }
    }

    private static int backwardKernels(DeviceStepStats device) {
        return (int) device.getNodeStatsList().stream()
                .map(NodeExecStats::getNodeName)
                .filter(name -> name.contains("Conv2DBackprop"))
                .count();
    }

    private static String nameOfOutput(EntryPoint entryPoint) {
        return entryPoint.outputs().firstEntry().getValue().op().name();
    }

    private static EntryPoint entryPoint(TrainingGraph graph, String name) {
        return graph.entryPoints().stream()
                .filter(entryPoint -> entryPoint.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void refusesDevicesThatCannotBe() {
        assertThatThrownBy(() -> ONE.withDevices(List.of("TPU:0"))).hasMessageContaining("CPU:0 or GPU:0");
        assertThatThrownBy(() -> ONE.withDevices(List.of("CPU:0", "CPU:0"))).hasMessageContaining("twice");
        assertThatThrownBy(() -> TWO.withBatchSize(1)).hasMessageContaining("cannot share");
    }
}
