package org.aiperf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.cli.Benchmark;
import org.aiperf.cli.BenchmarkTable;
import org.aiperf.embedded.EmbeddedCluster;
import org.aiperf.launch.AgentBundle;
import org.aiperf.launch.AgentBundles;
import org.aiperf.launch.ClusterRun;
import org.aiperf.launch.LaunchProgress;
import org.aiperf.launch.Launcher;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;
import org.aiperf.runs.EventFeed;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * Two thousand trials of one epoch in one run, on a network so small that everything but the training shows: whether the
 * memory of a worker stays flat, and how long it does nothing between two trials.
 */
public final class TrialsBenchmark implements Benchmark {
    private static final String UNIT = "run";
    private static final int SLAVES = 2;
    private static final int TRIALS = 2_001;
    private static final Duration BEAT = Duration.ofMillis(500);
    private static final String NETWORK = """
            {
            "format": "aiperf-architecture",
            "version": 1,
            "input": [32,32,3],
            "layers": [
            {"id":0,"type":"convolution","inputs":[0],"output":1,"inputChannels":3,"filters":4,"kernel":3,"stride":2,"padding":1},
            {"id":1,"type":"batch norm","inputs":[1],"output":2,"channels":4},
            {"id":2,"type":"ReLU","inputs":[2],"output":3},
            {"id":3,"type":"max pool","inputs":[3],"output":4,"kernel":2,"stride":2,"padding":0},
            {"id":4,"type":"convolution","inputs":[4],"output":5,"inputChannels":4,"filters":8,"kernel":3,"stride":1,"padding":1},
            {"id":5,"type":"batch norm","inputs":[5],"output":6,"channels":8},
            {"id":6,"type":"ReLU","inputs":[6],"output":7},
            {"id":7,"type":"global pool","inputs":[7],"output":8},
            {"id":8,"type":"dense","inputs":[8],"output":9,"inputUnits":8,"units":10}
            ]}
            """;

    @Override
    public String name() {
        return "trials";
    }

    @Override
    public String measures() {
        return "the memory of a worker over two thousand trials, and what lies between two of them";
    }

    @Override
    public Map<String, @Nullable Double> run(BenchmarkTable table)
            throws IOException, InterruptedException, InvalidInputException {
        Optional<Map<String, Object>> known = table.find(UNIT);
        if (known.isEmpty()) {
            table.keep(UNIT, measure(table));
            known = table.find(UNIT);
        }
        Map<String, @Nullable Double> figures = new LinkedHashMap<>();
        for (String figure : List.of("memoryGrowth", "overheadMillis", "overheadMeanMillis", "trials")) {
            figures.put(figure, known.orElseThrow().get(figure) instanceof Number number ? number.doubleValue() : null);
        }
        if (figures.get("memoryGrowth") == null) {
            table.say("the memory of a process cannot be read on this system");
        }
        return figures;
    }

    private static String plan(Path network) {
        return """
                name: many trials
                seconds: 7200
                trials: %d
                search:
                  initial: %s
                  mostForwardOperations: 1000000
                data:
                  train: shapes#0-64
                  test: shapes#1000000-1000064
                training:
                  epochs: 1
                """.formatted(TRIALS, network);
    }

    private static Map<String, Object> measure(BenchmarkTable table)
            throws IOException, InterruptedException, InvalidInputException {
        Path stage = Path.of(System.getProperty("aiperf.stage", "."));
        Path home = Files.createDirectories(stage.resolve("bench-cluster"));
        Path network = Files.writeString(home.resolve("network.json"), NETWORK);
        String text = plan(network.toAbsolutePath());
        Problems problems = new Problems();
        SearchPlan plan = SearchPlan.parse("plan.yaml", text, problems);
        problems.throwIfAny();
        try (EmbeddedCluster cluster = EmbeddedCluster.start(home, SLAVES)) {
            AgentBundles bundles = AgentBundles.of(AgentBundle.in(stage.resolve("lib")));
            Launcher launcher = new Launcher(cluster.cluster(), bundles, LaunchProgress.SILENT);
            ClusterRun run = launcher.start(plan, text, Optional.empty());
            return follow(run, table).summary();
        }
    }

    private static ManyTrials follow(ClusterRun run, BenchmarkTable table) throws IOException, InterruptedException {
        ManyTrials trials = new ManyTrials(new WorkerMemory(Path.of(run.folder())));
        int said = 0;
        try (EventFeed feed = run.follow()) {
            while (true) {
                for (Recorded recorded : feed.next(BEAT)) {
                    trials.add(recorded);
                    if (trials.finished() / ManyTrials.HUNDRED > said) {
                        said++;
                        table.say(trials.finished() + " trials; workers hold " + trials.lastMegabytes() + " MB");
                    }
                    if (recorded.event() instanceof RunEnded) {
                        return trials;
                    }
                }
            }
        } catch (InterruptedException e) {
            run.requestStop("the benchmark was interrupted");
            throw e;
        }
    }
}
