package org.aiperf.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SteadyClockTest {
    private final AtomicLong nanos = new AtomicLong(-7_000_000);

    @Test
    void itGoesOnFromTheWallClockWithoutLookingAtItAgain() {
        SteadyClock clock = new SteadyClock(1_700_000_000_000L, nanos::get);

        assertThat(clock.getAsLong()).isEqualTo(1_700_000_000_000L);
        nanos.addAndGet(2_500_000_000L);
        assertThat(clock.getAsLong()).isEqualTo(1_700_000_002_500L);
    }

    @Test
    void aRunThatIsGoneOnWithNeverGoesBackInTime() {
        SteadyClock setBack = new SteadyClock(1_000_000, nanos::get);

        SteadyClock clock = setBack.notBefore(5_000_000);
        assertThat(clock.getAsLong()).isEqualTo(5_000_000);
        nanos.addAndGet(1_000_000);
        assertThat(clock.getAsLong()).isEqualTo(5_000_001);
        assertThat(setBack.notBefore(10).getAsLong()).isEqualTo(1_000_001);
    }
}
