package org.aiperf.benchmark.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    /** An image takes 1 ms to train with and 0.5 ms to test, whatever the network. */
    private static final Calibration STEADY = new Calibration(
            10,
            List.of(new Measurement(1e6, 1e-3), new Measurement(2e6, 1e-3)),
            List.of(new Measurement(1e6, 5e-4), new Measurement(2e6, 5e-4)));

    @TempDir
    private Path folder;

    private CheckedPlan plan(String text) throws IOException {
        Problems problems = new Problems();
        Path file = Files.writeString(folder.resolve("plan.yaml"), text);
        CheckedPlan plan = CheckedPlan.read(file, problems).orElseThrow();
        assertThat(problems.list()).isEmpty();
        return plan;
    }

    /** 0.5 s before the first step, then 4 epochs of 4.5 s: a trial takes 18.5 s; the start takes 10 s. */
    @Test
    void wholeEpochsUntilTheEndCount() throws IOException {
        CheckedPlan plan = plan("seconds: 100\nsearch:\n  mostForwardOperations: 1\n");
        OperationCounts initial = OperationCounts.of(plan.initial(), CountingMethod.REFERENCE);
        double epoch = 4_000.0 * (initial.forward() + initial.backward()) + 1_000.0 * initial.evaluate();

        RunPredicted predicted = new Forecast(plan, 1).predict(STEADY);

        assertThat(predicted.trials()).isEqualTo(4);
        assertThat(predicted.operations()).isCloseTo((4 * 4 + 3) * epoch, within(epoch * 1e-9));
        assertThat(predicted.seconds()).isEqualTo(100);
        assertThat(new Forecast(plan, 2).predict(STEADY).operations())
                .isCloseTo(2 * (4 * 4 + 3) * epoch, within(epoch * 1e-9));
    }

    @Test
    void enoughTrialsEndTheRunEarly() throws IOException {
        RunPredicted predicted = new Forecast(plan("seconds: 1000\ntrials: 3\n"), 1).predict(STEADY);

        assertThat(predicted.trials()).isEqualTo(3);
        assertThat(predicted.seconds()).isCloseTo(10 + 3 * 18.5, within(1e-9));
    }

    @Test
    void theNetworksToMeasureGrowAndStayAffordable() throws IOException {
        List<Architecture> networks = new Forecast(plan("seconds: 60\n"), 2).toMeasure();

        assertThat(networks).hasSize(3);
        List<Long> forward = networks.stream()
                .map(network ->
                        OperationCounts.of(network, CountingMethod.REFERENCE).forward())
                .toList();
        assertThat(forward).allMatch(operations -> operations <= 16_000_000);
        assertThat(forward.getLast()).isGreaterThan(forward.getFirst());
    }
}
