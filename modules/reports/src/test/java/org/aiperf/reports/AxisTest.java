package org.aiperf.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.aiperf.reports.Axis.Tick;
import org.junit.jupiter.api.Test;

final class AxisTest {
    @Test
    void ticksAreRoundAndCoverTheData() {
        assertThat(labels(Axis.si(7.3e9, "OPS"))).containsExactly("0", "2", "4", "6", "8");
        assertThat(Axis.si(7.3e9, "OPS").unit()).isEqualTo("GOPS");
        assertThat(labels(Axis.percent(0.58))).containsExactly("0", "10", "20", "30", "40", "50", "60");
        assertThat(labels(Axis.rounded(0.3, "", 1)))
                .containsExactly("0.00", "0.05", "0.10", "0.15", "0.20", "0.25", "0.30");
        assertThat(labels(Axis.rounded(0, "", 1))).startsWith("0.0").endsWith("1.0");
    }

    @Test
    void timeEndsWithTheDataInAUnitThatFits() {
        Axis axis = Axis.time(605, Texts.in(Language.ENGLISH));

        assertThat(axis.unit()).isEqualTo("min");
        assertThat(labels(axis)).containsExactly("0", "2", "4", "6", "8", "10");
        assertThat(axis.share(605)).isEqualTo(1);
    }

    @Test
    void everyAxisHasAFewTicksThatGrow() {
        long seed = 42;
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            double most = Math.pow(10, 24 * random.nextDouble() - 3);
            Axis axis = Axis.si(most, "OPS");
            List<Tick> ticks = axis.ticks();
            assertThat(ticks.size()).as("seed %d, most %s", seed, most).isBetween(3, 7);
            assertThat(ticks.getLast().share())
                    .as("seed %d, most %s", seed, most)
                    .isBetween(0.999, 1.001);
            assertThat(axis.share(most)).as("seed %d, most %s", seed, most).isBetween(0.5, 1.0);
            assertThat(labels(axis)).doesNotHaveDuplicates().noneMatch(label -> label.length() > 6);
        }
    }

    private static List<String> labels(Axis axis) {
        return axis.ticks().stream().map(Tick::label).toList();
    }
}
