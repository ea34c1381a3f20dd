package org.aiperf.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aiperf.benchmark.ScoreSample;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.keeping.Patience;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.Scheduler;

/** A run on a cluster that is not there. What comes of it follows from its setup alone. */
public final class Simulation {
    /** After the run's time a cluster has so long to come to its end. */
    private static final Duration PATIENCE = Duration.ofHours(2);

    /**
     * What is simulated.
     *
     * @param nodes beside the head node, at least 1
     * @param accelerators of each node, at least 1
     * @param length of the run from its first event
     */
    public record Setup(
            int nodes,
            int accelerators,
            Duration length,
            long seed,
            SimulatedPlan plan,
            Costs costs,
            FaultRules faults) {}

    private final Setup setup;
    private final VirtualTime time = new VirtualTime();
    private final SimulatedMaster master;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final AcceleratorTime acceleratorTime;
    private final SharedFolder folder;

    private Simulation(Setup setup, Growth growth, Witness witness) {
        this.setup = setup;
        SimulatedPlan plan = setup.plan();
        Costs costs = setup.costs();
        Fates fates = Fates.draw(
                setup.faults(), setup.nodes(), setup.seed(), setup.length().toNanos());
        Network network = new Network(time, fates, VirtualTime.nanos(costs.latency()), setup.faults(), setup.seed());
        Scheduler scheduler = new Scheduler(Patience.limits(plan.plan(), setup.length()));
        master = new SimulatedMaster(time, fates.master(), costs, network, plan, scheduler, witness, setup.seed());
        folder = new SharedFolder(growth, setup.seed());
        acceleratorTime = new AcceleratorTime(costs.waiting());
        Workshop shop = new Workshop(
                time,
                network,
                master.door(),
                folder,
                acceleratorTime,
                plan,
                costs,
                setup.accelerators(),
                setup.seed(),
                !fates.master().isQuiet());
        for (int i = 0; i < setup.nodes(); i++) {
            nodes.add(new SimulatedNode(i, fates.node(i), shop));
        }
    }

    /** Lets a run happen. */
    public static SimulationResult run(Setup setup) {
        return run(setup, Growth.of(setup.plan()), Witness.NONE);
    }

    /** @param growth of the setup's plan; several simulations may share it, one after the other */
    static SimulationResult run(Setup setup, Growth growth, Witness witness) {
        return new Simulation(setup, growth, witness).toItsEnd();
    }

    private SimulationResult toItsEnd() {
        CandidateProposed like = folder.network(folder.candidate(1)).says();
        List<Event> first = List.of(
                new RunStarted(
                        "simulated", setup.plan().plan().name(), setup.plan().text(), Map.of()),
                new CandidateProposed(
                        1,
                        SearchEvent.NO_PARENT,
                        like.kind(),
                        like.morphism(),
                        "master",
                        folder.candidate(1).child().digest(),
                        like.parameters(),
                        like.layers(),
                        like.reference(),
                        like.corrected(),
                        0,
                        null));
        master.begin(folder, first);
        nodes.forEach(SimulatedNode::begin);
        long limit = setup.length().plus(PATIENCE).toNanos();
        while (!master.isOver() && time.next(limit)) {
            // Each turn lets one thing happen.
        }
        nodes.forEach(SimulatedNode::stop);
        return result();
    }

    private SimulationResult result() {
        SearchRun run = master.state();
        SimulatedMaster.Count count = master.count();
        long end = count.end < 0 ? time.now() : count.end;
        double wall = VirtualTime.seconds(end - Math.max(0, count.firstDispatch));
        boolean ranAtAll = count.firstDispatch >= 0 && wall > 0;
        ScoreSample score = run.score();
        return new SimulationResult(
                ranAtAll ? acceleratorTime.seconds() / (setup.nodes() * wall) : 0,
                score.score(),
                score.operations(),
                run.search().finished().size(),
                VirtualTime.seconds(end),
                run.search().trials().size(),
                count.lostAttempts,
                run.run().count(Outcome.FAILED),
                count.stale + count.notTheirs,
                run.run().lastSequence(),
                VirtualTime.seconds(count.busy) / VirtualTime.seconds(Math.max(1, end)),
                String.valueOf(run.run().endReason()));
    }
}
