package org.aiperf.benchmark.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.aiperf.benchmark.prediction.Speed.Measurement;
import org.junit.jupiter.api.Test;

final class SpeedTest {
    @Test
    void aLineIsFound() {
        Speed speed = Speed.of(List.of(
                new Measurement(1e6, 2e-4 + 1e-4),
                new Measurement(4e6, 2e-4 + 4e-4),
                new Measurement(9e6, 2e-4 + 9e-4)));

        assertThat(speed.secondsPerImage()).isCloseTo(2e-4, within(1e-10));
        assertThat(speed.secondsPerOperation()).isCloseTo(1e-10, within(1e-16));
        assertThat(speed.seconds(2e6)).isCloseTo(4e-4, within(1e-10));
    }

    @Test
    void oneNetworkGivesALineThroughNothing() {
        Speed speed = Speed.of(List.of(new Measurement(1e6, 1e-3), new Measurement(1e6, 1e-3)));

        assertThat(speed.secondsPerImage()).isZero();
        assertThat(speed.seconds(2e6)).isCloseTo(2e-3, within(1e-9));
    }

    @Test
    void neitherPartIsEverNegative() {
        Speed falling = Speed.of(List.of(new Measurement(1e6, 2e-3), new Measurement(2e6, 1e-3)));
        Speed steep = Speed.of(List.of(new Measurement(1e6, 1e-3), new Measurement(2e6, 3e-3)));

        assertThat(falling.secondsPerOperation()).isZero();
        assertThat(falling.secondsPerImage()).isBetween(1e-3, 2e-3);
        assertThat(steep.secondsPerImage()).isZero();
        assertThat(steep.secondsPerOperation()).isBetween(1e-9, 1.5e-9);
    }
}
