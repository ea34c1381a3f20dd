package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.datasets.ImageSet;
import org.aiperf.datasets.Shapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShapesTrainingTest {

    /** The network that a laptop's search starts from learns something, and leaves something to find. */
    @Test
    void theInitialNetworkReachesSixtyToEightyFivePerCentAtTheLaptopBudget(@TempDir Path temporary) throws Exception {
        TensorFlowEngine.start(1);
        ImageSet train = new Shapes(1).images(0, 4000);
        ImageSet test = new Shapes(1).images(4000, 5000);
        Architecture cnn =
                NamedArchitectures.named("cnn", Shape.image(32, 32, 3), 10).orElseThrow();
        TrainingOptions options = TrainingOptions.defaults(4, 1);
        try (Network network = Network.open(cnn, InitialWeights.of(cnn, 1), options, temporary)) {
            TrainingResult result = Trainer.train(network, options, train, test, TrainingListener.NONE);

            assertThat(result.lastEpoch().orElseThrow().testAccuracy()).isBetween(0.60, 0.85);
        }
    }
}
