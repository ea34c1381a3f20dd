package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void fallsLinearlyFromTheFirstStepToTheLast() {
        Schedule schedule = Schedule.of(
                TrainingOptions.defaults(4, 1).withLearningRate(0.2f).withWarmUpSteps(0), 25);

        assertThat(schedule.learningRate(0)).isEqualTo(0.2f);
        // The reference's lr₀ · (1 − epoch / epochs) at the beginning of each epoch.
        assertThat(schedule.learningRate(25)).isCloseTo(0.15f, within(1e-7f));
        assertThat(schedule.learningRate(50)).isCloseTo(0.1f, within(1e-7f));
        assertThat(schedule.learningRate(75)).isCloseTo(0.05f, within(1e-7f));
        assertThat(schedule.learningRate(99)).isCloseTo(0.002f, within(1e-7f));
    }

    @Test
    void risesFirstDuringAWarmUp() {
        Schedule schedule = Schedule.of(TrainingOptions.defaults(2, 1).withWarmUpSteps(9), 100);

        assertThat(schedule.learningRate(0)).isCloseTo(0.01f, within(1e-7f));
        assertThat(schedule.learningRate(8)).isCloseTo(0.09f, within(1e-7f));
        assertThat(schedule.learningRate(9)).isEqualTo(0.1f);
        for (int step = 0; step < 200; step++) {
            assertThat(schedule.learningRate(step)).isGreaterThan(0).isLessThanOrEqualTo(0.1f);
        }
    }

    @Test
    void warmsUpForAQuarterOfAShortPlanAtMost() {
        assertThat(Schedule.of(TrainingOptions.defaults(1, 1).withWarmUpSteps(50), 8)
                        .warmUpSteps())
                .isEqualTo(2);
    }
}
