package org.aiperf.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StampedErrorsTest {

    @Test
    void saysTheTimeAsAFormatterWould() {
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        LocalDateTime start = LocalDateTime.of(2020, 1, 1, 0, 0);
        for (int i = 0; i < 1000; i++) {
            LocalDateTime time = start.plusSeconds(random.nextInt()).plusNanos(random.nextLong(1_000_000_000L));
            assertThat(StampedErrors.stamp(time)).as("seed %d", seed).isEqualTo(formatter.format(time));
        }
        assertThat(StampedErrors.stamp(start)).isEqualTo("2020-01-01 00:00:00.000");
    }
}
