package org.aiperf.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.cli.Benchmark;
import org.aiperf.cli.BenchmarkTable;
import org.aiperf.onemachine.OneMachine;
import org.aiperf.onemachine.Sample;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.runs.EventLog;
import org.aiperf.runs.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * From the start of {@code aiperf run} to the first step of the first trial, through real Slurm on this machine; where
 * that is not installed, on the cluster inside the program. The agent is there already.
 */
public final class LaunchBenchmark implements Benchmark {
    private static final int RUNS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String PLAN = "name: launch\npreset: laptop\nseconds: 600\ntrials: 1\ntraining: {epochs: 1}\n";

    @Override
    public String name() {
        return "launch";
    }

    @Override
    public String measures() {
        return "seconds from `aiperf run` to the first trial that trains, the agent being deployed";
    }

    @Override
    public Map<String, @Nullable Double> run(BenchmarkTable table)
            throws IOException, InterruptedException, InvalidInputException {
        Path scratch = Files.createTempDirectory("aiperf-launch");
        List<Problem> missing = OneMachine.missing();
        try {
            Path plan = Files.writeString(scratch.resolve("plan.yaml"), PLAN);
            if (!missing.isEmpty()) {
                missing.forEach(problem -> table.say(problem.toString()));
                table.say("without Slurm this is measured on the cluster inside the program, and includes its start");
                return figures(table, scratch, plan, List.of());
            }
            OneMachine machine = OneMachine.in(scratch.resolve("c"));
            try {
                machine.up(Sample.read());
                return figures(table, scratch, plan, List.of("--cluster", scratch + "/c/cluster.yaml"));
            } finally {
                machine.down();
            }
        } finally {
            Scratch.delete(scratch);
        }
    }

    private static Map<String, @Nullable Double> figures(
            BenchmarkTable table, Path scratch, Path plan, List<String> cluster)
            throws IOException, InterruptedException {
        double[] seconds = new double[RUNS];
        for (int i = -1; i < RUNS; i++) {
            double took = secondsToFirstTrial(scratch, plan, cluster, "run" + (i + 1));
            table.say(String.format(Locale.ROOT, "%s: %.2f s", i < 0 ? "with the deployment" : "run " + (i + 1), took));
            if (i >= 0) {
                seconds[i] = took;
            }
        }
        Map<String, @Nullable Double> figures = new LinkedHashMap<>();
        figures.put("secondsToFirstTrial", Median.of(seconds));
        return figures;
    }

    private static double secondsToFirstTrial(Path scratch, Path plan, List<String> cluster, String name)
            throws IOException, InterruptedException {
        Path out = scratch.resolve(name);
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:Tier4InvocationThreshold=50000",
                "-XX:Tier4MinInvocationThreshold=6000",
                "-XX:Tier4CompileThreshold=150000",
                "-XX:Tier4BackEdgeThreshold=400000",
                "-Xshare:auto",
                "-XX:SharedArchiveFile=" + scratch + "/classes-run.jsa",
                "-XX:+AutoCreateSharedArchive",
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "-Xlog:aot=off",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-Duser.home=" + scratch,
                "-Daiperf.home=" + System.getProperty("aiperf.home"),
                "-Daiperf.stage=" + System.getProperty("aiperf.stage"),
                "-cp",
                System.getProperty("aiperf.stage") + "/lib/*",
                "org.aiperf.app.Main",
                "run",
                plan.toString(),
                "--out",
                out.toString()));
        command.addAll(cluster);
        File log = scratch.resolve(name + ".log").toFile();
        long startMillis = System.currentTimeMillis();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment().keySet().removeAll(List.of("XDG_CACHE_HOME", "XDG_DATA_HOME"));
        Process process = builder.start();
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("a run failed: " + lastLine(log.toPath()));
        }
        return (firstStep(out.resolve("run/events.ndjson")) - startMillis) / 1e3;
    }

    private static String lastLine(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.reduce((_, last) -> last).orElse("it said nothing");
        }
    }

    private static long firstStep(Path events) throws IOException {
        Optional<Recorded> first = EventLog.read(events, SearchRun.codec()).stream()
                .filter(recorded -> recorded.event() instanceof SearchEvent.TrialStarted)
                .findFirst();
        return first.orElseThrow(() -> new IOException("no trial was trained")).atMillis();
    }
}
