package org.aiperf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.aiperf.agent.DispatchSpeed;
import org.aiperf.cli.Benchmark;
import org.aiperf.cli.BenchmarkTable;
import org.jspecify.annotations.Nullable;

/** How many results a second a master takes in, with every event on the disk before anybody acts on it. */
public final class DispatchBenchmark implements Benchmark {
    private static final int WARM_UP = 1_000;
    private static final int TRIALS = 10_000;
    private static final int MANY = 64;

    @Override
    public String name() {
        return "dispatch";
    }

    @Override
    public String measures() {
        return "results per second of a real master whose workers answer at once, events written";
    }

    @Override
    public Map<String, @Nullable Double> run(BenchmarkTable table) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("aiperf-dispatch");
        try {
            DispatchSpeed.measure(scratch.resolve("warm-up"), MANY, WARM_UP);
            DispatchSpeed.Measured many = DispatchSpeed.measure(scratch.resolve("many"), MANY, TRIALS);
            table.say(String.format(
                    Locale.ROOT,
                    "%d workers: %d results in %.1f s, each waited %.2f ms for its next trial",
                    MANY,
                    many.results(),
                    many.seconds(),
                    many.overheadMillis()));
            DispatchSpeed.Measured one = DispatchSpeed.measure(scratch.resolve("one"), 1, WARM_UP);
            table.say(String.format(
                    Locale.ROOT,
                    "1 worker: %d results in %.1f s, %.2f ms from a result to the next trial",
                    one.results(),
                    one.seconds(),
                    one.overheadMillis()));
            Map<String, @Nullable Double> figures = new LinkedHashMap<>();
            figures.put("resultsPerSecond", many.resultsPerSecond());
            figures.put("overheadMillis", one.overheadMillis());
            return figures;
        } finally {
            Scratch.delete(scratch);
        }
    }
}
