package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aiperf.architecture.Architecture;
import org.aiperf.datasets.ImageSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The next network is opened and warmed up while the present one trains. */
class OpeningTest {
    private static final Architecture NETWORK = TestNetworks.residualBlock();
    private static final ImageSet IMAGES = TestNetworks.images(NETWORK, 256, 1);
    private static final TrainingOptions OPTIONS =
            TrainingOptions.defaults(1, 3).withBatchSize(32);

    @TempDir
    Path temporary;

    @BeforeAll
    static void start() {
        TensorFlowEngine.start(1);
    }

    @Test
    void aNetworkIsBuiltWhileAnotherOneTrainsAndNeitherNotices() throws Exception {
        List<Double> alone = lossesOf(OPTIONS, TrainingListener.NONE);
        CountDownLatch training = new CountDownLatch(1);
        AtomicBoolean built = new AtomicBoolean();
        TrainingOptions longer = TrainingOptions.defaults(1000, 3).withBatchSize(32);
        TrainingListener untilBuilt = new TrainingListener() {
            @Override
            public boolean stopRequested() {
                training.countDown();
                return built.get();
            }
        };
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<TrainingResult> present = other.submit(() -> {
                try (Network network = open(longer)) {
                    return Trainer.train(network, longer, IMAGES, IMAGES, untilBuilt);
                }
            });
            assertThat(training.await(60, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 3; i++) {
                List<Double> beside = lossesOf(OPTIONS, TrainingListener.NONE);
                assertThat(beside).isEqualTo(alone);
            }
            built.set(true);
            TrainingResult result = present.get(60, TimeUnit.SECONDS);
            assertThat(result.outcome()).isEqualTo(new TrainingOutcome.Stopped());
            assertThat(result.steps()).isPositive();
        }
    }

    private Network open(TrainingOptions options) throws Exception {
        return Network.open(NETWORK, InitialWeights.of(NETWORK, 1), options, temporary);
    }

    private List<Double> lossesOf(TrainingOptions options, TrainingListener listener) throws Exception {
        try (Network network = open(options)) {
            return Trainer.train(network, options, IMAGES, IMAGES, listener).epochs().stream()
                    .map(EpochResult::trainLoss)
                    .toList();
        }
    }
}
