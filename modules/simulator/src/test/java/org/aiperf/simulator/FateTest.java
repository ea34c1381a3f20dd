package org.aiperf.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.aiperf.simulator.Fate.Outage;
import org.aiperf.simulator.Fate.Slowness;
import org.aiperf.simulator.Stretches.Stretch;
import org.junit.jupiter.api.Test;

final class FateTest {
    private static Fate of(List<Stretch> pauses, List<Slowness> slow) {
        return new Fate(pauses, List.of(), slow, List.of(), List.of());
    }

    @Test
    void workTakesLongerByThePausesInIt() {
        Fate fate = of(List.of(new Stretch(100, 150), new Stretch(160, 170)), List.of());

        assertThat(fate.done(0, 100)).isEqualTo(100);
        assertThat(fate.done(0, 101)).isEqualTo(151);
        assertThat(fate.done(0, 120)).isEqualTo(180);
        assertThat(fate.done(120, 5)).isEqualTo(155);
        assertThat(fate.stoodStill(0, 165)).isEqualTo(55);
        assertThat(fate.awake(149)).isEqualTo(150);
        assertThat(fate.awake(150)).isEqualTo(150);
    }

    @Test
    void whatIsSlowTakesLongerAndTwoReasonsMultiply() {
        Fate fate = of(List.of(), List.of(new Slowness(100, 200, 2), new Slowness(150, 300, 5)));

        assertThat(fate.done(0, 100)).isEqualTo(100);
        assertThat(fate.done(100, 25)).isEqualTo(150);
        assertThat(fate.done(100, 30)).isEqualTo(200);
        assertThat(fate.done(200, 20)).isEqualTo(300);
        assertThat(fate.done(200, 30)).isEqualTo(310);
    }

    /** Step by step, a nanosecond at a time, the same comes out. */
    @Test
    void itAgreesWithALookAtEveryMoment() {
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long pauseAt = random.nextLong(200);
            long slowAt = random.nextLong(200);
            Stretch pause = new Stretch(pauseAt, pauseAt + random.nextLong(50));
            Slowness slow = new Slowness(slowAt, slowAt + random.nextLong(100), 4);
            long start = random.nextLong(200);
            long work = 1 + random.nextLong(100);
            double left = work;
            long now = start;
            while (left > 1e-9) {
                boolean isPaused = pause.from() <= now && now < pause.to();
                boolean isSlow = slow.from() <= now && now < slow.to();
                left -= isPaused ? 0 : isSlow ? 0.25 : 1;
                now++;
            }
            assertThat(of(List.of(pause), List.of(slow)).done(start, work))
                    .as("seed " + seed)
                    .isBetween(now - 1, now);
        }
    }

    @Test
    void whoIsGoneCannotGoAgain() {
        Fate fate = new Fate(
                List.of(),
                List.of(),
                List.of(),
                List.of(new Outage(50, 60, true), new Outage(10, 30, true), new Outage(20, 40, false)),
                List.of());

        assertThat(fate.outages()).extracting(Outage::from).containsExactly(10L, 50L);
    }
}
