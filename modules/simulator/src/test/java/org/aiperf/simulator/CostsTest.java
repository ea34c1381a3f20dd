package org.aiperf.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.aiperf.benchmark.prediction.Speed;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CostsTest {
    private final Problems problems = new Problems();

    @Test
    void aFileThatIsWrittenIsReadBack() {
        Costs costs = Costs.shipped()
                .withTraining("it's mine", new Speed(3.25e-12, 2e-10, 3e-6, 1e-5), new Speed(1e-12, 0, 0, 2e-6), 4.5);

        assertThat(Costs.parse("costs.yaml", costs.text(), problems)).isEqualTo(costs);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void whatAFileLeavesOutIsAsShipped() {
        Costs costs = Costs.parse("costs.yaml", "master: {dispatchSeconds: 0.5}\n", problems);

        assertThat(problems.list()).isEmpty();
        assertThat(costs.master().dispatch()).isEqualTo(0.5);
        assertThat(costs.master().write()).isEqualTo(Costs.shipped().master().write());
        assertThat(costs.training()).isEqualTo(Costs.shipped().training());
    }

    @Test
    void everyProblemIsSaidAtOnceWithItsLine() {
        Costs.parse("costs.yaml", """
                master:
                  dispatchSecond: 1
                  writeSeconds: -1
                waitingShare: 2
                latencySeconds: fast
                """, problems);

        assertThat(problems.list()).extracting(Problem::line).containsExactlyInAnyOrder(2, 3, 4, 5);
    }

    @Test
    void whatIsMeasuredHereIsMoreThanNothing(@TempDir Path folder) throws Exception {
        SimulatedPlan plan =
                SimulatedPlan.parse("plan.yaml", "preset: laptop\n", problems).orElseThrow();

        Costs costs = CostMeasurement.on(Costs.shipped(), plan, folder);

        assertThat(List.of(
                        costs.master().message(),
                        costs.master().event(),
                        costs.master().write(),
                        costs.master().dispatch(),
                        costs.search().base(),
                        costs.search().perNews()))
                .allSatisfy(seconds -> assertThat(seconds).isBetween(1e-8, 5.0));
        assertThat(costs.training()).isEqualTo(Costs.shipped().training());
    }
}
