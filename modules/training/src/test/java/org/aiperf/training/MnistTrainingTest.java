package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.datasets.DataSpec;
import org.aiperf.datasets.ImageSet;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTrainingTest {
    @TempDir
    Path temporary;

    @Test
    void aSmallNetworkLearnsDigits() throws Exception {
        Optional<Path> mnist = mnist();
        assumeTrue(mnist.isPresent(), "the MNIST files are not here");
        TensorFlowEngine.start(1);
        ImageSet train = load("idx:" + mnist.orElseThrow() + "/train").padTo(32);
        ImageSet test = load("idx:" + mnist.orElseThrow() + "/t10k").padTo(32);
        Architecture cnn =
                NamedArchitectures.named("cnn", Shape.image(32, 32, 1), 10).orElseThrow();
        TrainingOptions options = TrainingOptions.defaults(3, 1);
        try (Network network = Network.open(cnn, InitialWeights.of(cnn, 1), options, temporary)) {
            TrainingResult result = Trainer.train(network, options, train, test, TrainingListener.NONE);

            assertThat(result.outcome()).isEqualTo(new TrainingOutcome.Completed());
            assertThat(result.start().accuracy()).isBetween(0.02, 0.3);
            assertThat(result.lastEpoch().orElseThrow().testAccuracy()).isGreaterThan(0.85);
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    static ImageSet load(String spec) throws InvalidInputException {
        Problems problems = new Problems();
        Optional<DataSpec> parsed = DataSpec.parse(spec, problems);
        problems.throwIfAny();
        return parsed.orElseThrow().load();
    }

    /** The folder named by the property {@code aiperf.mnist}, or {@code ../shared/data/mnist} seen from here or above. */
    static Optional<Path> mnist() {
        String named = System.getProperty("aiperf.mnist");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            Path folder = here.resolve("../shared/data/mnist").normalize();
            if (Files.isDirectory(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }
}
