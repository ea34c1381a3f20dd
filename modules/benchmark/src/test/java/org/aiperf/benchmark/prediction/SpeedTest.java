package org.aiperf.benchmark.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.aiperf.benchmark.prediction.Speed.Measurement;
import org.junit.jupiter.api.Test;

/** If this fails, a run is predicted from times that the hardware never showed. */
final class SpeedTest {
    private static final Work SMALL = new Work(1e6, 1e5, 0.2);
    private static final Work LARGE = new Work(2e6, 1e5, 0.2);

    @Test
    void everyKindOfWorkHasItsTime() {
        Speed truth = new Speed(1e-10, 2e-9, 3e-4, 4e-5);
        List<Measurement> measurements = new ArrayList<>();
        for (Work work : List.of(
                new Work(5e6, 5e4, 0.2),
                new Work(2e7, 1e5, 0.25),
                new Work(1e7, 2e5, 0.5),
                new Work(4e7, 3e5, 0.3),
                new Work(8e6, 8e4, 0.6))) {
            measurements.add(new Measurement(work, truth.seconds(work)));
        }

        Speed found = Speed.of(measurements);

        assertThat(found.perOperation()).isCloseTo(truth.perOperation(), within(1e-14));
        assertThat(found.perNumber()).isCloseTo(truth.perNumber(), within(1e-13));
        assertThat(found.perLayer()).isCloseTo(truth.perLayer(), within(1e-8));
        assertThat(found.perImage()).isCloseTo(truth.perImage(), within(1e-9));
        assertThat(found.spread(measurements)).isLessThan(1e-6);
    }

    /** A tenth of noise on fourteen measurements: the mean over many networks is right to a few hundredths. */
    @Test
    void noiseDoesNotMakeItWorse() {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            Work work = new Work(5e6 * (1 + i % 7), 4e4 * (2 + i % 7), 0.2 + 0.03 * (i % 7));
            double seconds = 3e-11 * work.operations() + 1e-9 * work.numbers() + 1e-4;
            measurements.add(new Measurement(work, seconds * (1 + 0.1 * random.nextGaussian())));
        }

        Speed found = Speed.of(measurements);

        for (int i = 0; i < 7; i++) {
            Work work = new Work(5e6 * (1 + i), 4e4 * (2 + i), 0.2 + 0.03 * i);
            assertThat(found.seconds(work))
                    .as("seed %d, network %d", seed, i)
                    .isCloseTo(3e-11 * work.operations() + 1e-9 * work.numbers() + 1e-4, within(6e-5));
        }
    }

    @Test
    void oneNetworkTakesTimeByItsOperations() {
        Speed speed = Speed.of(List.of(new Measurement(SMALL, 1e-3), new Measurement(SMALL, 1e-3)));

        assertThat(speed.seconds(LARGE)).isCloseTo(2e-3, within(1e-9));
    }

    @Test
    void noPartIsEverNegative() {
        Speed falling = Speed.of(List.of(new Measurement(SMALL, 2e-3), new Measurement(LARGE, 1e-3)));
        Speed steep = Speed.of(List.of(new Measurement(SMALL, 1e-3), new Measurement(LARGE, 3e-3)));

        assertThat(falling.perOperation()).isZero();
        assertThat(falling.seconds(LARGE)).isBetween(1e-3, 2e-3);
        assertThat(steep.perImage()).isZero();
        assertThat(steep.perOperation()).isBetween(1e-9, 1.5e-9);
    }

    @Test
    void nothingMeasuredIsNoSpeed() {
        assertThatThrownBy(() -> Speed.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
