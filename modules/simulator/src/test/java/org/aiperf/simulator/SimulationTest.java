package org.aiperf.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.aiperf.problems.Problems;
import org.junit.jupiter.api.Test;

final class SimulationTest {
    private static SimulationResult run(int nodes, int accelerators, int seconds, long seed, String costs) {
        Problems problems = new Problems();
        Simulation.Setup setup = new Simulation.Setup(
                nodes,
                accelerators,
                Duration.ofSeconds(seconds),
                seed,
                SimulatedPlan.standard(accelerators),
                Costs.parse("costs.yaml", costs, problems),
                FaultRules.NONE);
        assertThat(problems.list()).isEmpty();
        return Simulation.run(setup);
    }

    @Test
    void fiveHundredNodesAreKeptBusyAndASlowerMasterKeepsThemLessSo() {
        SimulationResult usual = run(512, 8, 1_800, 1, "machine: usual\n");
        assertThat(usual.efficiency()).isBetween(0.97, 1.0);

        double dispatch = Costs.shipped().master().dispatch();
        SimulationResult slower = run(512, 8, 1_800, 1, "master: {dispatchSeconds: " + 100 * dispatch + "}\n");
        assertThat(slower.efficiency()).isLessThan(usual.efficiency() - 0.001);
    }

    @Test
    void aSeedGivesOneRunAndAnotherSeedAnotherOne() {
        SimulationResult once = run(20, 2, 900, 7, "machine: x\n");

        assertThat(run(20, 2, 900, 7, "machine: x\n")).isEqualTo(once);
        assertThat(run(20, 2, 900, 8, "machine: x\n")).isNotEqualTo(once);
    }

    /** A run on one node, calculated by hand: trials one after the other, each as long as its network costs. */
    @Test
    void oneNodeTrainsAsLongAsItsNetworkCosts() {
        String costs = """
                training: {secondsPerOperation: 0, secondsPerNumber: 0, secondsPerLayer: 0, secondsPerImage: 0.001}
                evaluation: {secondsPerOperation: 0, secondsPerNumber: 0, secondsPerLayer: 0, secondsPerImage: 0.0005}
                waitingShare: 0
                trial: {prepareSeconds: 0, changeSeconds: 1, finishSeconds: 0, checkpointSeconds: 0}
                search: {baseSeconds: 0, secondsPerResult: 0, secondsPerNews: 0}
                master: {messageSeconds: 0, eventSeconds: 0, writeSeconds: 0, dispatchSeconds: 0}
                worker: {startSeconds: 10, startSpread: 0}
                latencySeconds: 0
                """;
        // An evaluation takes 0.5 s and an epoch 4 s: 0.5 + 2 · (4 + 0.5) = 9.5 s a trial, and 1 s between two.
        SimulationResult run = run(1, 1, 220, 1, costs);

        assertThat(run.trials()).isEqualTo(20);
        assertThat(run.virtualSeconds()).isCloseTo(220, within(0.2));
        assertThat(run.efficiency()).isCloseTo(9.5 / 10.5, within(0.01));
    }
}
