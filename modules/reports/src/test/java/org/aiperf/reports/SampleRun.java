package org.aiperf.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.aiperf.benchmark.Cost;
import org.aiperf.benchmark.Score;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchEvent.EpochFinished;
import org.aiperf.benchmark.SearchEvent.StepsExecuted;
import org.aiperf.benchmark.SearchEvent.TrialStarted;
import org.aiperf.benchmark.SearchEvent.WeightsInherited;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.aiperf.runs.LifecycleEvent.WorkerLost;
import org.aiperf.runs.Recorded;

/** Runs made of events, for reports to tell of. */
final class SampleRun {
    static final long START = 1_764_000_000_000L;
    static final Score SCORE = new Score(4_000, 1_000, 5, 5);

    private final List<Recorded> events = new ArrayList<>();

    void at(double seconds, Event event) {
        events.add(new Recorded(events.size() + 1L, START + Math.round(seconds * 1e3), event));
    }

    SearchRun run() {
        return SearchRun.of(events);
    }

    /** Two trials of one epoch each on one node, with numbers that can be checked by hand. */
    static SearchRun byHand() {
        Cost cost = new Cost(1_000_000, 2_000_000, 1_000_000, 0);
        SampleRun run = new SampleRun();
        run.at(0, new RunStarted("r1", "by hand", "name: by hand\n", Map.of("java", "25")));
        run.at(1, new WorkerJoined("slave1", List.of("cpu"), Map.of("memory", "16 GiB")));
        for (int trial = 1; trial <= 2; trial++) {
            int from = trial == 1 ? 2 : 12;
            run.at(from - 1, proposal(trial, trial - 1, trial == 1 ? "initial" : "wider 4", cost));
            run.at(from, new TrialAssigned(trial, 1, "slave1"));
            run.at(from, new TrialStarted(trial, 1, 1, 0, 2_000, 500, "float32"));
            run.at(from + 8, new StepsExecuted(trial, 1, 32, 2_000, 500, 6, 0, 1.0));
            run.at(from + 8, new EpochFinished(trial, 1, 1, trial == 1 ? 0.5 : 0.75, 1, 1, 32, 2_000, 500, 8));
            run.at(from + 8, new TrialEnded(trial, 1, Outcome.FINISHED, ""));
        }
        run.at(22, new RunEnded("time is up"));
        return run.run();
    }

    private static CandidateProposed proposal(int trial, int parent, String morphism, Cost cost) {
        return new CandidateProposed(
                trial, parent, morphism, morphism, "slave1", "digest" + trial, 25_600_000, 40, cost, cost, 0.4, null);
    }

    /** A run as a small cluster makes it: several nodes, one of them lost, one trial failed. */
    static SearchRun realistic(int nodes, int trials, long seed) {
        Random random = new Random(seed);
        SampleRun run = new SampleRun();
        run.at(0, new RunStarted("2025-11-24-lab-7f3a", "nightly lab cluster", PLAN, VERSIONS));
        for (int node = 1; node <= nodes; node++) {
            run.at(node, new WorkerJoined(name(node), List.of("NVIDIA T4", "NVIDIA T4"), FACTS));
        }
        double round = 10;
        double best = 0.42;
        for (int trial = 1; trial <= trials; trial += nodes) {
            double length = 20 + 10 * random.nextDouble();
            int last = Math.min(trials, trial + nodes - 1);
            for (int id = trial; id <= last; id++) {
                run.begin(round, id, name(1 + (id - trial)), random);
            }
            for (int second = 2; second < length - 2; second += 2) {
                for (int id = trial; id <= last; id++) {
                    run.at(
                            round + second,
                            new StepsExecuted(id, 1, 31, 1_900 + random.nextInt(200), 100, 1.97, 0, 0.9));
                }
            }
            for (int id = trial; id <= last; id++) {
                best = Math.min(0.985, best + 0.05 * random.nextDouble() * (1 - best));
                run.end(round + length, id, best - 0.05 * random.nextDouble());
            }
            round += length + 1;
        }
        run.at(round, new WorkerLost(name(nodes), "no heartbeat for 10 s"));
        run.at(round + 5, new RunEnded("time is up"));
        return run.run();
    }

    private void begin(double at, int id, String worker, Random random) {
        long forward = 2_000_000 + 60_000L * random.nextInt(100);
        Cost cost = new Cost(forward, 2 * forward - 100_000, forward - 20_000, 400_000);
        String morphism = id == 1
                ? "initial"
                : List.of("deeper 3", "wider 4", "skip 8 → 20").get(random.nextInt(3));
        int parent = id == 1 ? 0 : 1 + random.nextInt(id - 1);
        at(at - 1, proposal(id, parent, morphism, cost));
        at(at, new TrialAssigned(id, 1, worker));
        at(at + 0.2, new TrialStarted(id, 1, 4, 0, 4_000, 1_000, "float32"));
        if (parent > 0) {
            at(at + 0.3, new WeightsInherited(id, 1, 0.4 + 0.4 * random.nextDouble(), 0.8));
        }
    }

    private void end(double at, int id, double accuracy) {
        boolean fails = id % 17 == 11;
        int epochs = fails ? 2 : 4;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double then = at - 4.0 * (4 - epoch) - 0.1;
            at(then, new EpochFinished(id, 1, epoch, accuracy - 0.03 * (4 - epoch), 1, 1, 63, 4_000, 1_000, 5));
        }
        at(
                at,
                new TrialEnded(
                        id, 1, fails ? Outcome.FAILED : Outcome.FINISHED, fails ? "the loss is not a number" : ""));
    }

    private static String name(int node) {
        return "gpu%02d".formatted(node);
    }

    private static final Map<String, String> VERSIONS =
            Map.of("agent", "0.1.0", "java", "25.0.1+8", "engine", "TensorFlow 2.18.1", "system", "Linux 6.1 x86_64");
    private static final Map<String, String> FACTS =
            Map.of("processor", "Intel Xeon Gold 6130, 32 threads", "memory", "384 GiB", "driver", "550.54");
    private static final String PLAN = """
            name: nightly lab cluster
            preset: laptop
            seconds: 600
            search:
              initial: cnn
              inherit: true
            training:
              epochs: 4
              batchSize: 64
            """;
}
