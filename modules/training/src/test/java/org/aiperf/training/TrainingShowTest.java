package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.datasets.ImageSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trainings that take a minute or more, with two threads and so in a JVM of their own, when asked for:
 * {@code mvn -pl modules/training -am test -Daiperf.show=true}.
 */
@EnabledIfSystemProperty(named = "aiperf.show", matches = "true")
class TrainingShowTest {
    @TempDir
    Path temporary;

    @BeforeAll
    static void start() {
        TensorFlowEngine.start(2);
    }

    @Test
    void aResidualNetworkReadsDigits(TestReporter reporter) throws Exception {
        Optional<Path> mnist = MnistTrainingTest.mnist();
        assumeTrue(mnist.isPresent(), "the MNIST files are not here");
        ImageSet train =
                MnistTrainingTest.load("idx:" + mnist.orElseThrow() + "/train").padTo(32);
        ImageSet test =
                MnistTrainingTest.load("idx:" + mnist.orElseThrow() + "/t10k").padTo(32);

        TrainingResult result = train(TrainingOptions.defaults(6, 1), train, test, reporter);

        assertThat(result.lastEpoch().orElseThrow().testAccuracy()).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void aResidualNetworkTellsShapesApart(TestReporter reporter) throws Exception {
        ImageSet train = MnistTrainingTest.load("shapes#0-4000");
        ImageSet test = MnistTrainingTest.load("shapes#4000-5000");

        TrainingResult result = train(TrainingOptions.defaults(6, 1).withFlip(true), train, test, reporter);

        assertThat(result.lastEpoch().orElseThrow().testAccuracy()).isGreaterThanOrEqualTo(0.95);
    }

    private TrainingResult train(TrainingOptions options, ImageSet train, ImageSet test, TestReporter reporter)
            throws IOException, InterruptedException {
        Architecture resnet = NamedArchitectures.named(
                        "resnet14", Shape.image(train.height(), train.width(), train.channels()), 10)
                .orElseThrow();
        try (Network network = Network.open(resnet, InitialWeights.of(resnet, options.seed()), options, temporary)) {
            TrainingResult result = Trainer.train(network, options, train, test, TrainingListener.NONE);
            reporter.publishEntry(
                    "training",
                    String.format(
                            Locale.ROOT,
                            "accuracy %.4f in %.1f s, %.1f ms a step with its share of the evaluations, busy %.3f",
                            result.lastEpoch().orElseThrow().testAccuracy(),
                            result.seconds(),
                            1000 * result.seconds() / result.steps(),
                            result.busySeconds() / result.seconds()));
            return result;
        }
    }
}
