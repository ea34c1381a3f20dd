package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NetworkBuilder;
import org.aiperf.architecture.Shape;
import org.aiperf.datasets.ImageSet;
import org.aiperf.datasets.Shapes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kernel of one pixel at a large stride: the engine's own one corrupts the heap, which ends the JVM within seconds. */
final class PixelKernelTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        TensorFlowEngine.start(1);
    }

    @Test
    void aPixelKernelAtStrideFourTrainsForManySteps() throws IOException {
        NetworkBuilder net = new NetworkBuilder(Shape.image(32, 32, 3));
        int tensor = net.relu(net.batchNorm(net.convolution(0, 8, 3, 1)));
        tensor = net.relu(net.batchNorm(net.convolution(tensor, 32, 1, 4)));
        net.dense(net.globalAveragePool(tensor), 10);
        Architecture architecture = net.build();
        ImageSet images = new Shapes(1).images(0, 64);

        try (Network network = Network.open(
                architecture, InitialWeights.of(architecture, 1), TrainingOptions.defaults(1, 1), folder)) {
            float first = network.step(Batch.of(images, 0, 64), 0.05f);
            float last = first;
            for (int step = 0; step < 150; step++) {
                last = network.step(Batch.of(images, 0, 64), 0.05f);
            }
            assertThat(last).isLessThan(first);
            assertThat(network.evaluate(images).accuracy()).isGreaterThan(0.2);
        }
    }
}
