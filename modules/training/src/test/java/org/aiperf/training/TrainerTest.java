package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.aiperf.architecture.Architecture;
import org.aiperf.datasets.ImageSet;
import org.aiperf.datasets.ImageSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final Architecture NETWORK = TestNetworks.residualBlock();
    private static final ImageSet TRAIN = TestNetworks.images(NETWORK, 100, 1);
    private static final ImageSet TEST = TestNetworks.images(NETWORK, 1500, 2);
    private static final TrainingOptions OPTIONS =
            TrainingOptions.defaults(3, 5).withBatchSize(16).withFlip(true);

    @TempDir
    Path temporary;

    @BeforeAll
    static void start() {
        TensorFlowEngine.start(1);
    }

    @Test
    void trainsTheSameWayFromTheSameSeed() throws Exception {
        Recorder first = new Recorder();
        Recorder second = new Recorder();
        Recorder other = new Recorder();

        train(OPTIONS, first);
        train(OPTIONS, second);
        train(TrainingOptions.defaults(3, 6).withBatchSize(16).withShift(4).withFlip(true), other);

        assertThat(first.epochs.stream().map(EpochResult::trainLoss).toList())
                .isEqualTo(second.epochs.stream().map(EpochResult::trainLoss).toList());
        assertThat(first.epochs.stream().map(EpochResult::testLoss).toList())
                .isEqualTo(second.epochs.stream().map(EpochResult::testLoss).toList())
                .isNotEqualTo(other.epochs.stream().map(EpochResult::testLoss).toList());
    }

    @Test
    void tellsEverythingThatItDid() throws Exception {
        Recorder recorder = new Recorder();

        TrainingResult result = train(OPTIONS, recorder);

        assertThat(result.outcome()).isEqualTo(new TrainingOutcome.Completed());
        assertThat(result.epochs()).isEqualTo(recorder.epochs).hasSize(3);
        assertThat(result.steps()).isEqualTo(21);
        assertThat(result.trainedImages()).isEqualTo(300);
        assertThat(result.evaluatedImages()).isEqualTo(4500);
        assertThat(recorder.started).hasSize(1);
        assertThat(recorder.progress.stream().mapToInt(TrainingProgress::steps).sum())
                .isEqualTo(21);
        assertThat(recorder.progress.stream()
                        .mapToLong(TrainingProgress::trainedImages)
                        .sum())
                .isEqualTo(300);
        assertThat(recorder.progress.stream()
                        .mapToLong(TrainingProgress::evaluatedImages)
                        .sum())
                .isEqualTo(6000);
        assertThat(result.busySeconds()).isPositive().isLessThanOrEqualTo(result.seconds());
        for (EpochResult epoch : result.epochs()) {
            assertThat(epoch.steps()).isEqualTo(7);
            assertThat(epoch.images()).isEqualTo(100);
        }
    }

    @Test
    void reportsAboutOnceASecond() throws Exception {
        // Each look at the clock finds it a tenth of a second later.
        AtomicLong now = new AtomicLong();
        LongSupplier clock = () -> now.addAndGet(100_000_000);
        Recorder recorder = new Recorder();
        try (Network network = open(OPTIONS)) {
            Trainer.train(network, OPTIONS, TRAIN, TEST, recorder, Optional.empty(), clock);
        }
        // A step looks five times, so every second or third step is about a second after the last report.
        assertThat(recorder.progress.stream()
                        .mapToInt(TrainingProgress::steps)
                        .max()
                        .orElseThrow())
                .isBetween(2, 3);
    }

    @Test
    void stopsBetweenStepsWhenAsked() throws Exception {
        Recorder recorder = new Recorder() {
            private int asked;

            @Override
            public boolean stopRequested() {
                return ++asked > 10;
            }
        };

        TrainingResult result = train(OPTIONS, recorder);

        assertThat(result.outcome()).isEqualTo(new TrainingOutcome.Stopped());
        assertThat(result.steps()).isEqualTo(10);
        assertThat(result.epochs()).hasSize(1);
        assertThat(recorder.progress.stream().mapToInt(TrainingProgress::steps).sum())
                .isEqualTo(10);
    }

    @Test
    void endsAfterAnEpochThatIsEnough() throws Exception {
        Recorder recorder = new Recorder() {
            @Override
            public boolean isEnough() {
                return epochs.size() == 1;
            }
        };

        TrainingResult result = train(OPTIONS, recorder);

        assertThat(OPTIONS.epochs()).isGreaterThan(1);
        assertThat(result.outcome()).isEqualTo(new TrainingOutcome.Completed());
        assertThat(result.epochs()).hasSize(1);
    }

    @Test
    void theTimeInWhichNoBatchWasReadyIsMeasured() throws Exception {
        Recorder recorder = new Recorder();
        TrainingResult result;
        try (Network network = open(OPTIONS)) {
            result = Trainer.train(network, OPTIONS, new SlowSource(TRAIN), TEST, recorder);
        }

        assertThat(result.waitSeconds()).isGreaterThan(0.5 * result.seconds());
        assertThat(result.busySeconds() + result.waitSeconds()).isLessThanOrEqualTo(result.seconds());
        assertThat(recorder.progress.stream()
                        .skip(1)
                        .mapToDouble(TrainingProgress::waitSeconds)
                        .sum())
                .isCloseTo(result.waitSeconds(), within(0.05));
    }

    /** Takes ten milliseconds for each image. */
    private record SlowSource(ImageSet images) implements ImageSource {
        @Override
        public int size() {
            return images.size();
        }

        @Override
        public int height() {
            return images.height();
        }

        @Override
        public int width() {
            return images.width();
        }

        @Override
        public int channels() {
            return images.channels();
        }

        @Override
        public int classes() {
            return images.classes();
        }

        @Override
        public int read(int image, byte[] target) {
            LockSupport.parkNanos(10_000_000);
            return images.read(image, target);
        }
    }

    @Test
    void endsWhenTheLossIsNoNumberAnyMore() throws Exception {
        TrainingOptions wild = OPTIONS.withLearningRate(1e30f).withWarmUpSteps(0);

        TrainingResult result = train(wild, TrainingListener.NONE);

        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        TrainingOutcome.Diverged.class,
                        diverged -> assertThat(diverged.reason()).contains("epoch 1"));
        assertThat(result.steps()).isLessThan(7);
    }

    @Test
    void keepsTheTrainedWeights() throws Exception {
        try (Network network = open(OPTIONS)) {
            TrainingResult result = Trainer.train(network, OPTIONS, TRAIN, TEST, TrainingListener.NONE);
            try (Network copy = Network.open(NETWORK, network.weights(), OPTIONS, temporary)) {
                assertThat(copy.evaluate(TEST).loss())
                        .isCloseTo(result.lastEpoch().orElseThrow().testLoss(), within(1e-6));
            }
        }
    }

    @Test
    void refusesEmptySetsAndImagesOfAnotherSize() throws Exception {
        try (Network network = open(OPTIONS)) {
            assertThatThrownBy(() -> Trainer.train(network, OPTIONS, TRAIN.slice(0, 0), TEST, TrainingListener.NONE))
                    .isInstanceOf(IllegalArgumentException.class);
            ImageSet larger = TEST.padTo(9);
            assertThatThrownBy(() -> Trainer.train(network, OPTIONS, TRAIN, larger, TrainingListener.NONE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Network open(TrainingOptions options) throws Exception {
        return Network.open(NETWORK, InitialWeights.of(NETWORK, options.seed()), options, temporary);
    }

    private TrainingResult train(TrainingOptions options, TrainingListener listener) throws Exception {
        try (Network network = open(options)) {
            return Trainer.train(network, options, TRAIN, TEST, listener);
        }
    }

    private static class Recorder implements TrainingListener {
        final List<Evaluation> started = new ArrayList<>();
        final List<TrainingProgress> progress = new ArrayList<>();
        final List<EpochResult> epochs = new ArrayList<>();

        @Override
        public void evaluatedAtStart(Evaluation evaluation) {
            started.add(evaluation);
        }

        @Override
        public void progressed(TrainingProgress made) {
            progress.add(made);
        }

        @Override
        public void epochFinished(EpochResult epoch) {
            epochs.add(epoch);
        }
    }
}
