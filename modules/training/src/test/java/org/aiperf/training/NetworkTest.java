package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.NetworkBuilder;
import org.aiperf.architecture.ParameterSpec;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.Weights;
import org.aiperf.datasets.ImageSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkTest {
    private static final TrainingOptions OPTIONS = TrainingOptions.defaults(1, 7);

    @TempDir
    Path temporary;

    @BeforeAll
    static void start() {
        TensorFlowEngine.start(1);
    }

    static Stream<String> networks() {
        return TestNetworks.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void evaluatesLikeThePlainForwardPass(String name) throws Exception {
        Architecture architecture = TestNetworks.named(name);
        Weights weights = TestNetworks.weights(architecture, 11);
        ImageSet images = TestNetworks.images(architecture, 40, 12);
        ReferenceNetwork reference = new ReferenceNetwork(architecture, weights);
        try (Network network = Network.open(architecture, weights, OPTIONS, temporary)) {
            Evaluation evaluation = network.evaluate(images);

            assertThat(evaluation.loss()).isCloseTo(reference.loss(images, false, 0), within(1e-5));
            assertThat(evaluation.accuracy()).isEqualTo(accuracy(reference.logits(images, false), images));
        }
    }

    @Test
    void evaluatesInBatchesWhateverTheSizeOfTheSet() throws Exception {
        Architecture architecture = TestNetworks.residualBlock();
        Weights weights = TestNetworks.weights(architecture, 11);
        ImageSet images = TestNetworks.images(architecture, 601, 12);
        ReferenceNetwork reference = new ReferenceNetwork(architecture, weights);
        try (Network network = Network.open(architecture, weights, OPTIONS, temporary)) {
            for (int size : List.of(601, 250, 251, 1)) {
                ImageSet part = images.slice(601 - size, 601);

                Evaluation evaluation = network.evaluate(part);

                assertThat(evaluation.images()).isEqualTo(size);
                assertThat(evaluation.loss()).isCloseTo(reference.loss(part, false, 0), within(1e-5));
            }
        }
    }

    @Test
    void givesBackTheWeightsItWasGiven() throws Exception {
        Architecture architecture = TestNetworks.residualBlock();
        try (Network network = Network.open(architecture, TestNetworks.weights(architecture, 1), OPTIONS, temporary)) {
            assertSame(network.weights(), TestNetworks.weights(architecture, 1));

            network.step(Batch.of(TestNetworks.images(architecture, 8, 1), 0, 8), 0.1f);
            network.assign(TestNetworks.weights(architecture, 2));

            assertSame(network.weights(), TestNetworks.weights(architecture, 2));
        }
    }

    @Test
    void leavesOutLayersThatNothingReadsButKeepsTheirWeights() throws Exception {
        NetworkBuilder net = new NetworkBuilder(Shape.image(6, 6, 1));
        int used = net.convolution(0, 2, 3, 1);
        net.relu(net.convolution(used, 3, 5, 2));
        net.dense(net.globalAveragePool(used), 3);
        Architecture architecture = net.build();
        Weights weights = TestNetworks.weights(architecture, 4);
        try (Network network = Network.open(architecture, weights, OPTIONS, temporary)) {
            network.step(Batch.of(TestNetworks.images(architecture, 4, 1), 0, 4), 0.1f);

            assertThat(network.weights().get("1/kernel")).isEqualTo(weights.get("1/kernel"));
            assertThat(network.weights().get("0/kernel")).isNotEqualTo(weights.get("0/kernel"));
        }
    }

    @Test
    void readsLayersInAnyOrderOfTheirList() throws Exception {
        Architecture ordered = TestNetworks.residualBlock();
        List<LayerNode> reversed = new ArrayList<>(ordered.layers());
        Collections.reverse(reversed);
        Architecture architecture = new Architecture(ordered.input(), reversed);
        Weights weights = TestNetworks.weights(ordered, 11);
        ImageSet images = TestNetworks.images(ordered, 20, 12);
        try (Network network = Network.open(architecture, weights, OPTIONS, temporary)) {
            assertThat(network.evaluate(images).loss())
                    .isCloseTo(new ReferenceNetwork(ordered, weights).loss(images, false, 0), within(1e-5));
        }
    }

    @Test
    void stepsByMomentum() throws Exception {
        Architecture architecture = TestNetworks.residualBlock();
        Weights start = TestNetworks.weights(architecture, 1);
        Batch batch = Batch.of(TestNetworks.images(architecture, 8, 1), 0, 8);
        float rate = 0.05f;
        try (Network network = Network.open(architecture, start, OPTIONS, Precision.FLOAT32, temporary, true)) {
            Network.Gradients first = network.gradients(batch);
            float loss = network.step(batch, rate);
            Weights between = network.weights();
            Network.Gradients second = network.gradients(batch);
            network.step(batch, rate);
            Weights end = network.weights();

            assertThat(loss).isEqualTo(first.loss());
            for (ParameterSpec spec : ParameterSpec.of(architecture)) {
                if (CancelledBiases.of(architecture).contains(spec.name())) {
                    assertThat(end.get(spec.name())).isEqualTo(start.get(spec.name()));
                }
                if (!spec.trainable() || !first.byParameter().names().contains(spec.name())) {
                    continue;
                }
                for (int i = 0; i < spec.size(); i++) {
                    float g1 = first.byParameter().get(spec.name())[i];
                    float g2 = second.byParameter().get(spec.name())[i];
                    assertThat(between.get(spec.name())[i])
                            .isCloseTo(start.get(spec.name())[i] - rate * g1, within(1e-6f));
                    assertThat(end.get(spec.name())[i])
                            .isCloseTo(between.get(spec.name())[i] - rate * (0.9f * g1 + g2), within(1e-6f));
                }
            }
        }
    }

    @Test
    void tracksTheMomentsOfTheBatches() throws Exception {
        NetworkBuilder net = new NetworkBuilder(Shape.image(5, 4, 2));
        int normal = net.batchNorm(net.convolution(0, 3, 3, 1));
        net.dense(net.globalAveragePool(normal), 3);
        Architecture architecture = net.build();
        Weights start = TestNetworks.weights(architecture, 6);
        ImageSet images = TestNetworks.images(architecture, 8, 1);
        ReferenceNetwork reference = new ReferenceNetwork(architecture, start);
        reference.logits(images, true);
        double[] mean = ReferenceNetwork.mean(reference.tensor(1), 3);
        double[] variance = ReferenceNetwork.variance(reference.tensor(1), mean);
        double unbiased = 8 * 20 / (8 * 20 - 1.0);
        try (Network network = Network.open(architecture, start, OPTIONS, temporary)) {
            network.step(Batch.of(images, 0, 8), 0.01f);

            for (int c = 0; c < 3; c++) {
                assertThat((double) network.weights().get("1/mean")[c])
                        .isCloseTo(0.9 * start.get("1/mean")[c] + 0.1 * mean[c], within(1e-5));
                assertThat((double) network.weights().get("1/variance")[c])
                        .isCloseTo(0.9 * start.get("1/variance")[c] + 0.1 * unbiased * variance[c], within(1e-5));
            }
        }
    }

    @Test
    void dropsTheShareItShouldWhenTraining() throws Exception {
        NetworkBuilder net = new NetworkBuilder(Shape.image(40, 40, 1));
        int vector = net.add(new Layer.Flatten(), List.of(net.add(new Layer.Dropout(0.3), List.of(0))));
        net.dense(vector, 2);
        Architecture architecture = net.build();
        ImageSet white = new ImageSet(40, 40, 1, 2, filled(1600, (byte) 255), new int[] {0});
        Map<String, float[]> arrays = new LinkedHashMap<>();
        arrays.put("2/kernel", new float[3200]);
        arrays.put("2/bias", new float[2]);
        TrainingOptions plain = OPTIONS.withLabelSmoothing(0);
        try (Network network =
                Network.open(architecture, new Weights(arrays), plain, Precision.FLOAT32, temporary, true)) {
            float[] gradient =
                    network.gradients(Batch.of(white, 0, 1)).byParameter().get("2/kernel");

            // With logits of 0 the gradient of a weight towards class 1 is half its input: 0, or 1 / 0.7 of the pixel.
            int kept = 0;
            for (int i = 0; i < 1600; i++) {
                float input = 2 * gradient[2 * i + 1];
                assertThat(input)
                        .satisfiesAnyOf(
                                x -> assertThat(x).isZero(), x -> assertThat(x).isCloseTo(1 / 0.7f, within(1e-5f)));
                kept += input > 0 ? 1 : 0;
            }
            // Binomial: 1120 expected, deviation 18.3; the seed is fixed.
            assertThat(kept).isBetween(1040, 1200);
            network.step(Batch.of(white, 0, 1), 0);
            assertThat(network.gradients(Batch.of(white, 0, 1)).byParameter().get("2/kernel"))
                    .isNotEqualTo(gradient);
        }
    }

    @Test
    void refusesWeightsAndImagesThatDoNotFit() throws Exception {
        Architecture architecture = TestNetworks.residualBlock();
        Weights weights = TestNetworks.weights(architecture, 1);
        Map<String, float[]> wrong = new LinkedHashMap<>();
        weights.names().forEach(name -> wrong.put(name, new float[1]));
        assertThatThrownBy(() -> Network.open(architecture, new Weights(wrong), OPTIONS, temporary))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0/kernel");
        try (Network network = Network.open(architecture, weights, OPTIONS, temporary)) {
            ImageSet other = new ImageSet(2, 2, 2, 3, new byte[8], new int[] {0});
            assertThatThrownBy(() -> network.evaluate(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("7×6×2");
        }
    }

    @Test
    void leavesNoFilesBehind() throws Exception {
        Architecture architecture = TestNetworks.residualBlock();
        try (Network _ = Network.open(architecture, TestNetworks.weights(architecture, 1), OPTIONS, temporary);
                Stream<Path> files = Files.list(temporary)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void keepsNoMemoryOfClosedNetworks() throws Exception {
        NetworkBuilder net = new NetworkBuilder(Shape.image(16, 16, 3));
        net.dense(net.add(new Layer.Flatten(), List.of(0)), 500);
        Architecture architecture = net.build();
        Batch batch = Batch.of(TestNetworks.images(architecture, 8, 1), 0, 8);
        long settled = 0;
        int cycles = 300;
        for (int cycle = 0; cycle < cycles; cycle++) {
            try (Network network =
                    Network.open(architecture, TestNetworks.weights(architecture, cycle), OPTIONS, temporary)) {
                network.step(batch, 0.1f);
            }
            if (cycle == cycles / 2) {
                settled = residentMegabytes();
            }
        }
        // The weights are 1.5 MB, their velocities too: either of them kept would add 225 in the second half. The heap
        // of
        // the JVM may still grow by more than a hundred by itself.
        assertThat(residentMegabytes() - settled).isLessThan(200);
    }

    private static long residentMegabytes() throws Exception {
        System.gc();
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static double accuracy(double[][] logits, ImageSet images) {
        int correct = 0;
        for (int n = 0; n < logits.length; n++) {
            int best = 0;
            for (int c = 1; c < logits[n].length; c++) {
                best = logits[n][c] > logits[n][best] ? c : best;
            }
            correct += best == images.label(n) ? 1 : 0;
        }
        return (double) correct / logits.length;
    }

    private static void assertSame(Weights actual, Weights expected) {
        assertThat(actual.names()).containsExactlyInAnyOrderElementsOf(expected.names());
        for (String name : expected.names()) {
            assertThat(actual.get(name)).as(name).isEqualTo(expected.get(name));
        }
    }

    private static byte[] filled(int size, byte value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
