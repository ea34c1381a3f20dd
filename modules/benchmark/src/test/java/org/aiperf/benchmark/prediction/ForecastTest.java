package org.aiperf.benchmark.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.OperationCounts;
import org.aiperf.benchmark.CheckedPlan;
import org.aiperf.benchmark.SearchEvent.RunPredicted;
import org.aiperf.benchmark.prediction.Speed.Measurement;
import org.aiperf.problems.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForecastTest {
    private static final Work SMALL = new Work(1e6, 1e5, 0.2);
    private static final Work LARGE = new Work(2e6, 2e5, 0.4);

    /** An image takes 1 ms to train with and 0.5 ms to test, whatever the network; opening one takes nothing. */
    private static final Calibration STEADY = new Calibration(
            10,
            List.of(new Measurement(SMALL, 1e-3), new Measurement(LARGE, 1e-3)),
            List.of(new Measurement(SMALL, 5e-4), new Measurement(LARGE, 5e-4)),
            List.of());

    @TempDir
    private Path folder;

    private CheckedPlan plan(String text) throws IOException {
        Problems problems = new Problems();
        Path file = Files.writeString(folder.resolve("plan.yaml"), text);
        CheckedPlan plan = CheckedPlan.read(file, problems).orElseThrow();
        assertThat(problems.list()).isEmpty();
        return plan;
    }

    /** On a clock that stands still every play is played. */
    private static Forecast forecast(CheckedPlan plan, int workers) {
        return new Forecast(plan, workers, () -> 0);
    }

    /** 0.5 s before the first step, then 4 epochs of 4.5 s: a trial takes 18.5 s; the start takes 10 s. */
    @Test
    void wholeEpochsUntilTheEndCount() throws IOException {
        CheckedPlan plan = plan("seconds: 100\nsearch:\n  mostForwardOperations: 1\n");
        OperationCounts initial = OperationCounts.of(plan.initial(), CountingMethod.REFERENCE);
        double epoch = 4_000.0 * (initial.forward() + initial.backward()) + 1_000.0 * initial.evaluate();

        RunPredicted predicted = forecast(plan, 1).predict(STEADY);

        assertThat(predicted.trials()).isEqualTo(4);
        assertThat(predicted.operations()).isCloseTo((4 * 4 + 3) * epoch, within(epoch * 1e-9));
        assertThat(predicted.seconds()).isEqualTo(100);
        assertThat(forecast(plan, 2).predict(STEADY).operations())
                .isCloseTo(2 * (4 * 4 + 3) * epoch, within(epoch * 1e-9));
    }

    @Test
    void enoughTrialsEndTheRunEarly() throws IOException {
        RunPredicted predicted = forecast(plan("seconds: 1000\ntrials: 3\n"), 1).predict(STEADY);

        assertThat(predicted.trials()).isEqualTo(3);
        assertThat(predicted.seconds()).isCloseTo(10 + 3 * 18.5, within(1e-9));
    }

    /** Opening the network of 13 layers takes 1.3 s more: a trial takes 19.8 s. */
    @Test
    void openingANetworkTakesItsTime() throws IOException {
        Calibration slow =
                new Calibration(10, STEADY.training(), STEADY.evaluation(), List.of(new Calibration.Opening(20, 2)));

        RunPredicted predicted = forecast(plan("seconds: 1000\ntrials: 3\nsearch:\n  mostForwardOperations: 1\n"), 1)
                .predict(slow);

        assertThat(predicted.seconds()).isCloseTo(10 + 3 * 19.8, within(1e-9));
    }

    /** Each strategy is played by itself, so that a prediction of one says nothing of another. */
    @Test
    void everyStrategyIsPlayed() throws IOException {
        for (String strategy : List.of("bayes", "random", "growth")) {
            RunPredicted predicted = forecast(plan("seconds: 150\nsearch:\n  strategy: " + strategy + "\n"), 2)
                    .predict(STEADY);

            assertThat(predicted.trials()).as(strategy).isEqualTo(14);
            assertThat(predicted.operations()).as(strategy).isGreaterThan(1e12);
        }
    }

    @Test
    void aSlowSearchIsPlayedOnce() throws IOException {
        AtomicLong now = new AtomicLong();
        CheckedPlan plan = plan("seconds: 100\n");

        RunPredicted predicted = new Forecast(plan, 1, () -> now.addAndGet(10_000_000_000L)).predict(STEADY);

        assertThat(predicted.trials()).isEqualTo(4);
        assertThat(predicted.operations())
                .isEqualTo(forecast(plan("seconds: 100\nsearch:\n  mostForwardOperations: 1\n"), 1)
                        .predict(STEADY)
                        .operations());
    }

    @Test
    void theNetworksToMeasureGrowAndStayAffordable() throws IOException {
        List<Architecture> networks = forecast(plan("seconds: 60\n"), 2).toMeasure();

        assertThat(networks).hasSize(7);
        List<Long> forward = networks.stream()
                .map(network ->
                        OperationCounts.of(network, CountingMethod.REFERENCE).forward())
                .toList();
        assertThat(forward).allMatch(operations -> operations <= 16_000_000);
        assertThat(forward.getLast()).isGreaterThan(forward.getFirst());
    }
}
