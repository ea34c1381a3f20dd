package org.aiperf.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {

    @Test
    void valueTicksAreRoundFewAndReachTheTop() {
        assertThat(Ticks.values(84.3, 5).places()).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
        assertThat(Ticks.values(0, 5).end()).isEqualTo(1);
        long seed = 9;
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            double high = Math.exp(random.nextDouble() * 40);
            Ticks ticks = Ticks.values(high, 6);
            assertThat(ticks.end()).as("seed %d, %g", seed, high).isGreaterThanOrEqualTo(high * 0.999_99);
            assertThat(ticks.places().size()).as("seed %d, %g", seed, high).isBetween(2, 8);
        }
    }

    @Test
    void timeTicksAreStepsOfTheClock() {
        assertThat(Ticks.time(149, 7).places()).isEqualTo(List.of(0.0, 30.0, 60.0, 90.0, 120.0));
        assertThat(Ticks.time(12 * 3600, 8).step()).isEqualTo(7200);
        assertThat(Ticks.time(90 * 86_400.0, 9).step()).isEqualTo(10 * 86_400);
    }

    @Test
    void labelsThatWouldCoverOneAnotherAreMovedApart() {
        assertThat(LabelRows.spread(List.of(50.0, 51.0, 52.0), 15, 0, 100)).containsExactly(50.0, 65.0, 80.0);
        assertThat(LabelRows.spread(List.of(99.0, 98.0), 15, 0, 100)).containsExactly(100.0, 85.0);
        assertThat(LabelRows.spread(List.of(10.0, 90.0), 15, 0, 100)).containsExactly(10.0, 90.0);
    }
}
