package org.aiperf.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aiperf.bench.Scratch;
import org.aiperf.cli.Benchmark;
import org.aiperf.cli.BenchmarkTable;
import org.aiperf.namespaces.NamespaceCluster;
import org.aiperf.onemachine.OneMachine;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Small runs through real Slurm, each of which loses a part of itself at one of {@value #POINTS} named points; what became
 * of its trials.
 */
public final class FaultsBenchmark implements Benchmark {
    static final int POINTS = 40;

    private List<String> words = List.of();

    @Override
    public String name() {
        return "faults";
    }

    @Override
    public String measures() {
        return "runs through real Slurm that lose a part at a named point: trials lost, trials doubled";
    }

    @Override
    public void choose(List<String> chosen) throws InvalidInputException {
        FaultOptions.of(chosen);
        words = List.copyOf(chosen);
    }

    @Override
    public Map<String, @Nullable Double> run(BenchmarkTable table)
            throws IOException, InterruptedException, InvalidInputException {
        FaultOptions options = FaultOptions.of(words);
        for (String cluster : options.clusters()) {
            if (!options.onlyPrint() && !Campaign.isComplete(table, cluster, options.points(), options.seeds())) {
                play(cluster, options, table);
            }
        }
        FaultTable result = new FaultTable(table, options.points(), options.clusters(), options.seeds());
        if (options.isWhole()) {
            result.write(table.home().resolve("docs/faults.md"));
        }
        Map<String, @Nullable Double> figures = new LinkedHashMap<>();
        figures.put("points", (double) result.points());
        figures.put("runs", (double) result.runs());
        figures.put("lost", (double) result.lost());
        figures.put("doubled", (double) result.doubled());
        return figures;
    }

    private static void play(String name, FaultOptions options, BenchmarkTable table)
            throws IOException, InterruptedException, InvalidInputException {
        List<Problem> missing = missing(name);
        if (!missing.isEmpty()) {
            table.say("nothing is played on " + name + ":");
            missing.forEach(problem -> table.say(problem.toString()));
            return;
        }
        Path scratch = Files.createTempDirectory("faults");
        try {
            FaultCluster cluster = start(name, scratch.resolve("c"));
            Path stage = Path.of(System.getProperty("aiperf.stage", "installer/target/stage"))
                    .toAbsolutePath();
            try {
                new Campaign(cluster, table, stage, scratch).play(options.points(), options.seeds());
            } finally {
                cluster.end();
            }
        } finally {
            Scratch.delete(scratch);
        }
    }

    private static List<Problem> missing(String cluster) throws IOException, InterruptedException {
        return cluster.equals(OneMachineCluster.NAME) ? OneMachine.missing() : NamespaceCluster.missing();
    }

    private static FaultCluster start(String cluster, Path folder)
            throws IOException, InterruptedException, InvalidInputException {
        return cluster.equals(OneMachineCluster.NAME) ? OneMachineCluster.start(folder) : NamespaceFaults.start(folder);
    }
}
