package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Weights;
import org.aiperf.datasets.ImageSet;
import org.aiperf.training.TrainingCheckpoints.Found;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
    private static final Architecture NETWORK = TestNetworks.residualBlock();
    private static final ImageSet TRAIN = TestNetworks.images(NETWORK, 100, 1);
    private static final ImageSet TEST = TestNetworks.images(NETWORK, 200, 2);
    private static final TrainingOptions OPTIONS =
            TrainingOptions.defaults(4, 5).withBatchSize(16).withFlip(true).withMomentum(0.8f);

    @TempDir
    Path temporary;

    private Path folder = Path.of("");

    @BeforeAll
    static void startEngine() {
        TensorFlowEngine.start(1);
    }

    @BeforeEach
    void chooseFolder() {
        folder = temporary.resolve("states");
    }

    private static TrainingListener stopAfter(int steps) {
        AtomicInteger asked = new AtomicInteger();
        return new TrainingListener() {
            @Override
            public boolean stopRequested() {
                return asked.getAndIncrement() == steps;
            }
        };
    }

    /** A training, and the weights it ended with. */
    private record Ended(TrainingResult result, Weights weights) {}

    private Ended train(TrainingOptions options, TrainingListener listener) throws Exception {
        // Other initial weights each time would show if a resumed training did not take those of its state.
        try (Network network = Network.open(NETWORK, InitialWeights.of(NETWORK, 7), options, temporary)) {
            TrainingResult result =
                    Trainer.train(network, options, TRAIN, TEST, listener, new TrainingCheckpoints(folder));
            return new Ended(result, network.weights());
        }
    }

    @Test
    void anInterruptedAndResumedTrainingEqualsAnUninterruptedOne() throws Exception {
        Ended whole = train(OPTIONS, TrainingListener.NONE);
        folder = temporary.resolve("interrupted");
        // Seven steps to an epoch: the third one is cut short.
        Ended first = train(OPTIONS, stopAfter(17));
        assertThat(first.result().outcome()).isEqualTo(new TrainingOutcome.Stopped());
        assertThat(first.result().resumed()).isEqualTo(new Found.Nothing());

        Ended second = train(OPTIONS, TrainingListener.NONE);

        assertThat(second.result().resumed())
                .isInstanceOfSatisfying(
                        Found.Latest.class,
                        latest -> assertThat(latest.state().epochs()).isEqualTo(2));
        assertThat(second.result().epochs().stream().map(EpochResult::epoch)).containsExactly(3, 4);
        assertThat(second.result().steps()).isEqualTo(14);
        for (int i = 0; i < 2; i++) {
            EpochResult expected = whole.result().epochs().get(2 + i);
            EpochResult resumed = second.result().epochs().get(i);
            assertThat(resumed.trainLoss()).isCloseTo(expected.trainLoss(), within(1e-5));
            assertThat(resumed.testLoss()).isCloseTo(expected.testLoss(), within(1e-5));
        }
        for (String name : whole.weights().names()) {
            assertThat(second.weights().get(name))
                    .as(name)
                    .containsExactly(whole.weights().get(name), within(1e-5f));
        }
    }

    @Test
    void itsListenerIsToldTheTestLossesOfTheEpochsBefore() throws Exception {
        Ended first = train(OPTIONS, stopAfter(15));
        List<Double> told = new ArrayList<>();
        Ended second = train(OPTIONS, new TrainingListener() {
            @Override
            public void wentOn(List<Double> testLosses) {
                told.addAll(testLosses);
            }

            @Override
            public boolean isEnough() {
                return told.size() == 2;
            }
        });

        assertThat(told)
                .usingElementComparator((one, other) -> Math.abs(one - other) < 1e-6 ? 0 : 1)
                .isEqualTo(first.result().epochs().stream()
                        .map(EpochResult::testLoss)
                        .toList());
        assertThat(second.result().outcome()).isEqualTo(new TrainingOutcome.Completed());
        assertThat(second.result().steps()).isZero();
    }

    @Test
    void aFinishedTrainingIsNotTrainedAgain() throws Exception {
        Ended first = train(OPTIONS, TrainingListener.NONE);
        Ended again = train(OPTIONS, TrainingListener.NONE);

        assertThat(again.result().outcome()).isEqualTo(new TrainingOutcome.Completed());
        assertThat(again.result().steps()).isZero();
        for (String name : first.weights().names()) {
            assertThat(again.weights().get(name))
                    .as(name)
                    .containsExactly(first.weights().get(name));
        }
    }

    @Test
    void aStateThatWasCutShortCostsOneEpochAndIsSaid() throws Exception {
        train(OPTIONS, stopAfter(22));
        Path latest = folder.resolve("epoch-3.bin");
        byte[] bytes = Files.readAllBytes(latest);
        Files.write(latest, Arrays.copyOf(bytes, bytes.length / 2));

        Ended resumed = train(OPTIONS, TrainingListener.NONE);

        assertThat(resumed.result().resumed()).isInstanceOfSatisfying(Found.Earlier.class, earlier -> {
            assertThat(earlier.state().epochs()).isEqualTo(2);
            assertThat(earlier.damaged()).singleElement().asString().contains("epoch-3.bin");
        });
        assertThat(resumed.result().epochs().stream().map(EpochResult::epoch)).containsExactly(3, 4);
    }

    @Test
    void startsOverWhereEveryStateIsDamaged() throws Exception {
        train(OPTIONS, stopAfter(15));
        for (String name : new String[] {"epoch-1.bin", "epoch-2.bin"}) {
            Files.write(folder.resolve(name), new byte[] {1, 2, 3});
        }

        Ended resumed = train(OPTIONS, TrainingListener.NONE);

        assertThat(resumed.result().resumed())
                .isInstanceOfSatisfying(
                        Found.OnlyDamaged.class,
                        damaged -> assertThat(damaged.damaged()).hasSize(2));
        assertThat(resumed.result().epochs()).hasSize(4);
    }

    @Test
    void keepsTheLastTwoStates() throws Exception {
        train(OPTIONS, TrainingListener.NONE);

        assertThat(folder).isDirectoryNotContaining("glob:**epoch-[12].bin");
        assertThat(folder).isDirectoryContaining("glob:**epoch-3.bin");
        assertThat(folder).isDirectoryContaining("glob:**epoch-4.bin");
    }

    @Test
    void theRateFallsOverTheEpochsOfTheSchedule() {
        Schedule longer = Schedule.of(OPTIONS.withWarmUpSteps(0).withEpochsOfSchedule(8), 7);

        assertThat(longer.learningRate(0)).isEqualTo(OPTIONS.learningRate());
        assertThat(longer.learningRate(28)).isCloseTo(OPTIONS.learningRate() / 2, within(1e-6f));
        assertThat(longer.learningRate(56)).isZero();
    }
}
