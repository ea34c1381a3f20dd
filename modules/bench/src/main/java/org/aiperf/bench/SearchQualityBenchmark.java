package org.aiperf.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aiperf.cli.Benchmark;
import org.aiperf.cli.BenchmarkTable;
import org.jspecify.annotations.Nullable;

/**
 * The search with a Gaussian process beside a random one, on the same task, from the same seeds: {@value #PAIRS} pairs of
 * {@value #TRIALS} trials each. A strategy is worth the mean over trials of the best accuracy so far. Each search is an
 * {@code aiperf search} of its own with one thread; as many run at a time as there are CPUs.
 */
public final class SearchQualityBenchmark implements Benchmark {
    private static final int PAIRS = 20;
    private static final int TRIALS = 40;
    private static final List<String> TASK =
            List.of("--task", "shapes#0-1000", "--epochs", "2", "--batch", "32", "--most-operations", "12000000");

    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public String name() {
        return "search-quality";
    }

    @Override
    public String measures() {
        return "the Bayesian search beside a random one, on the same task and seeds";
    }

    @Override
    public Map<String, @Nullable Double> run(BenchmarkTable table) throws IOException, InterruptedException {
        measureWhatIsMissing(table);
        double[] gains = new double[PAIRS];
        List<Double> correlations = new ArrayList<>();
        for (int seed = 1; seed <= PAIRS; seed++) {
            Map<String, Object> bayes = table.find(unit(seed, "bayes")).orElseThrow();
            Map<String, Object> random = table.find(unit(seed, "random")).orElseThrow();
            gains[seed - 1] = worth(bayes) - worth(random);
            if (bayes.get("rankCorrelation") instanceof Number correlation) {
                correlations.add(correlation.doubleValue());
            }
        }
        Map<String, @Nullable Double> figures = new LinkedHashMap<>();
        figures.put("medianGain", Median.of(gains));
        figures.put("pValue", SignedRanks.probabilityOfGreater(gains));
        figures.put("rankCorrelation", correlations.isEmpty() ? null : Median.of(correlations));
        figures.put("pairs", (double) PAIRS);
        return figures;
    }

    private static String unit(int seed, String strategy) {
        return "seed " + seed + " " + strategy;
    }

    private void measureWhatIsMissing(BenchmarkTable table) throws IOException, InterruptedException {
        int atATime = Runtime.getRuntime().availableProcessors();
        try (ExecutorService pool = Executors.newFixedThreadPool(atATime)) {
            List<Future<@Nullable Void>> searches = new ArrayList<>();
            for (int seed = 1; seed <= PAIRS; seed++) {
                for (String strategy : List.of("bayes", "random")) {
                    if (table.find(unit(seed, strategy)).isEmpty()) {
                        searches.add(pool.submit(search(seed, strategy, table)));
                    }
                }
            }
            try {
                for (Future<@Nullable Void> search : searches) {
                    search.get();
                }
            } catch (ExecutionException e) {
                pool.shutdownNow();
                throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
            } catch (InterruptedException e) {
                pool.shutdownNow();
                throw e;
            }
        }
    }

    private Callable<@Nullable Void> search(int seed, String strategy, BenchmarkTable table) {
        return () -> {
            Map<String, Object> measured = measure(seed, strategy);
            synchronized (table) {
                table.keep(unit(seed, strategy), measured);
                table.say(String.format(
                        Locale.ROOT, "%s: mean of the best so far %.4f", unit(seed, strategy), worth(measured)));
            }
            return null;
        };
    }

    private Map<String, Object> measure(int seed, String strategy) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("aiperf-search", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                "org.aiperf.app.Main",
                "search",
                "--json",
                "--threads",
                "1",
                "--trials",
                Integer.toString(TRIALS),
                "--strategy",
                strategy,
                "--seed",
                Integer.toString(seed)));
        command.addAll(TASK);
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(
                        "a search failed: " + Files.readString(errors).strip());
            }
            return summary(mapper.readTree(output));
        } finally {
            process.destroy();
            Files.deleteIfExists(errors);
        }
    }

    private static Map<String, Object> summary(JsonNode result) {
        List<Double> accuracies = new ArrayList<>();
        double slowest = 0;
        for (JsonNode step : result.path("history")) {
            accuracies.add(step.path("accuracy").asDouble());
            slowest = Math.max(slowest, step.path("seconds").asDouble());
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("accuracies", accuracies);
        summary.put("slowestTrialSeconds", slowest);
        JsonNode correlation = result.path("rankCorrelation");
        if (correlation.isNumber()) {
            summary.put("rankCorrelation", correlation.asDouble());
        }
        return summary;
    }

    /** The mean over trials of the best accuracy so far: the area under that curve. */
    private double worth(Map<String, Object> unit) {
        JsonNode accuracies = mapper.<JsonNode>valueToTree(unit).path("accuracies");
        double best = 0;
        double sum = 0;
        for (JsonNode accuracy : accuracies) {
            best = Math.max(best, accuracy.asDouble());
            sum += best;
        }
        return sum / accuracies.size();
    }
}
