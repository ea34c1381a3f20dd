package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.datasets.ImageSet;
import org.aiperf.datasets.Shapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

class CapsuleTrainingTest {

    @Test
    void theNetworkOfCapsulesLearnsShapes(@TempDir Path temporary, TestReporter reporter) throws Exception {
        TensorFlowEngine.start(1);
        ImageSet train = new Shapes(1).images(0, 2000);
        ImageSet test = new Shapes(1).images(4000, 4500);
        Architecture capsule =
                NamedArchitectures.named("capsule", Shape.image(32, 32, 3), 10).orElseThrow();
        TrainingOptions options = TrainingOptions.defaults(3, 1);
        try (Network network = Network.open(capsule, InitialWeights.of(capsule, 1), options, temporary)) {
            TrainingResult result = Trainer.train(network, options, train, test, TrainingListener.NONE);

            reporter.publishEntry("training", result.toString());
            assertThat(result.lastEpoch().orElseThrow().testAccuracy()).isGreaterThan(0.25);
        }
    }
}
