package org.aiperf.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.problems.Problems;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.Recorded;

/**
 * A simulated run that a {@link Ledger} watched to its end.
 *
 * @param log a digest of all events with their numbers and times
 */
record Watched(SimulationResult result, SearchRun run, int nodes, long log) {
    static final Duration LENGTH = Duration.ofMinutes(4);

    static final SimulatedPlan PLAN = plan("""
            name: properties
            preset: laptop
            search: {initial: resnet20, mostForwardOperations: 10000000000}
            data: {train: "shapes#0-800", test: "shapes#1000000-1000200"}
            training: {rounds: [3]}
            scoring: {trainImages: 800, testImages: 200}
            """);

    static final Costs COSTS = costs("""
            worker: {startSeconds: 3, restartSeconds: 5}
            trial: {prepareSeconds: 0.3}
            training: {secondsPerOperation: 3e-11, secondsPerNumber: 0, secondsPerLayer: 0, secondsPerImage: 0.00002}
            """);

    private static final Growth GROWTH = Growth.of(PLAN);

    private static SimulatedPlan plan(String text) {
        Problems problems = new Problems();
        return SimulatedPlan.parse("plan", text, problems)
                .orElseThrow(() -> new IllegalStateException(problems.list().toString()));
    }

    private static Costs costs(String text) {
        Problems problems = new Problems();
        Costs costs = Costs.parse("costs", text, problems);
        assertThat(problems.list()).isEmpty();
        return costs;
    }

    static FaultRules faults(String text) {
        Problems problems = new Problems();
        FaultRules rules = FaultRules.parse(text, problems);
        assertThat(problems.list()).isEmpty();
        return rules;
    }

    /** A run with these faults on 3 to 64 nodes, fewer more often: they draw a run out less. */
    static Watched run(long seed, String faults) {
        double place = new SplittableRandom(seed).nextDouble();
        int nodes = 3 + (int) (62 * place * place * place * place);
        Ledger ledger = new Ledger(PLAN.plan());
        Digest digest = new Digest(ledger);
        Simulation.Setup setup = new Simulation.Setup(nodes, 2, LENGTH, seed, PLAN, COSTS, faults(faults));
        SimulationResult result = Simulation.run(setup, GROWTH, digest);
        assertThat(ledger.checked()).isEqualTo((int) result.events()).isGreaterThan(50);
        return new Watched(result, ledger.state(), nodes, digest.value);
    }

    /** A connection of a worker that does nothing. */
    static Connection nobody() {
        VirtualTime time = new VirtualTime();
        Fates fates = Fates.draw(FaultRules.NONE, 1, 1, 1);
        Network network = new Network(time, fates, 0, FaultRules.NONE, 1);
        Workshop shop = new Workshop(
                time,
                network,
                new Door(time, Fate.KIND, network, Witness.NONE, arrival -> {}),
                new SharedFolder(GROWTH, 1),
                new AcceleratorTime(0),
                PLAN,
                COSTS,
                1,
                1,
                false);
        return new SimulatedWorker(new SimulatedNode(0, Fate.KIND, shop), shop).connection();
    }

    long count(Outcome outcome) {
        return run.run().count(outcome);
    }

    /** The run took its time and not much longer, and trained something. */
    void cameToItsEnd() {
        assertThat(result.endReason()).isEqualTo("its time of " + LENGTH.toSeconds() + " s is over");
        assertThat(run.run().isOver()).isTrue();
        assertThat(result.trials()).isPositive();
    }

    private static final class Digest implements Witness {
        private final Ledger ledger;
        private long value;

        Digest(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public void heard(Connection from, Event event) {
            ledger.heard(from, event);
        }

        @Override
        public void ordered(Connection to, int trial, int attempt) {
            ledger.ordered(to, trial, attempt);
        }

        @Override
        public void wrote(Recorded recorded) {
            value = value * 1_000_003 + recorded.sequence() * 31 + recorded.atMillis();
            value = value * 1_000_003 + recorded.event().toString().hashCode();
            ledger.wrote(recorded);
        }

        @Override
        public void stepped(SearchRun state) {
            ledger.stepped(state);
        }
    }
}
