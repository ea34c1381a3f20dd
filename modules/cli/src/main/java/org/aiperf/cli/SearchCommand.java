package org.aiperf.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.aiperf.architecture.Architecture;
import org.aiperf.benchmark.Task;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.aiperf.search.BayesSearch;
import org.aiperf.search.BayesSettings;
import org.aiperf.search.RankCorrelation;
import org.aiperf.search.SearchSpace;
import org.aiperf.search.SearchStrategy;
import org.aiperf.search.UniformSearch;
import org.aiperf.training.TensorFlowEngine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "search",
        description = {
            "Searches architectures on this machine, one trial after another.",
            "Every candidate is trained from new weights with the same budget."
        })
final class SearchCommand implements Callable<Integer> {
    /** Generated images beyond any that a training set of a few thousand takes. */
    private static final String SHAPES_TEST = "shapes#1000000-1001000";

    private final Terminal terminal;

    @Option(
            names = "--task",
            required = true,
            paramLabel = "SPEC",
            description = "What to train on: shapes, idx:DIR/train, …")
    private String data = "";

    @Option(
            names = "--test",
            paramLabel = "SPEC",
            description = "What to test on; for shapes, other images of it unless given.")
    private @Nullable String test;

    @Option(names = "--trials", required = true, paramLabel = "N", description = "How many architectures to train.")
    private int trials;

    @Option(names = "--strategy", paramLabel = "bayes|random", description = "Default: bayes.")
    private String strategy = "bayes";

    @Option(
            names = "--beta",
            paramLabel = "B",
            description = "Standard deviations that the upper confidence bound of bayes adds. Default: 2.576.")
    private double beta = 2.576;

    @Option(names = "--initial", paramLabel = "FILE|NAME", description = "Where the search starts. Default: cnn.")
    private String initial = "cnn";

    @Option(names = "--epochs", paramLabel = "N", description = "Of every trial. Default: 4.")
    private int epochs = 4;

    @Option(names = "--batch", paramLabel = "B", description = "Default: 64.")
    private int batch = 64;

    @Option(names = "--threads", paramLabel = "N", description = "That train. Default: one for each CPU.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--most-operations",
            paramLabel = "N",
            description = "Costlier candidates (forward, per image) are not proposed. Default: 16000000.")
    private long mostOperations = 16_000_000;

    @Option(names = "--seed", paramLabel = "S", description = "Default: 1.")
    private long seed = 1;

    SearchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException, IOException, InterruptedException {
        Problems problems = new Problems();
        OptionRange.require("--trials", trials, 1_000_000, problems);
        OptionRange.require("--epochs", epochs, 10_000, problems);
        OptionRange.require("--batch", batch, 65_536, problems);
        OptionRange.require("--threads", threads, 4_096, problems);
        if (!(beta >= 0 && beta <= 100)) {
            problems.add(Problem.of("--beta", "is " + beta + ", out of range", "write 0 to 100"));
        }
        if (!List.of("bayes", "random").contains(strategy)) {
            problems.add(Problem.of("--strategy", "'" + strategy + "' is none", "write bayes or random"));
        }
        Optional<Task> task = Task.of(data, testSpec(problems), problems);
        Optional<Architecture> start = task.flatMap(known -> known.architecture(initial, problems));
        problems.throwIfAny();
        TensorFlowEngine.start(threads);
        return search(task.orElseThrow(), start.orElseThrow());
    }

    private String testSpec(Problems problems) {
        if (test != null) {
            return test;
        }
        if (!data.startsWith("shapes")) {
            problems.add(Problem.of("--test", "is missing", "name what to test on, for example idx:DIR/t10k"));
        }
        return SHAPES_TEST;
    }

    private int search(Task task, Architecture start) throws IOException, InterruptedException, InvalidInputException {
        OfflineSearch.Budget budget = new OfflineSearch.Budget(epochs, batch, mostOperations);
        OfflineSearch search = new OfflineSearch(task, this::strategy, budget, seed);
        List<OfflineSearch.Step> steps = search.run(start, trials, this::say);
        OfflineSearch.Step best = steps.stream()
                .max(Comparator.comparingDouble(OfflineSearch.Step::accuracy))
                .orElseThrow();
        List<Map<String, Object>> history = new ArrayList<>();
        for (OfflineSearch.Step step : steps) {
            history.add(fields(step));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("best", fields(best));
        result.put("history", history);
        rankCorrelation(steps).ifPresent(correlation -> result.put("rankCorrelation", correlation));
        terminal.result(
                result,
                String.format(
                        Locale.ROOT,
                        "best: trial %d (%s of %d), accuracy %s",
                        best.trial(),
                        best.morphism(),
                        best.parent(),
                        Figures.percent(best.accuracy())));
        return ExitCode.DONE;
    }

    /** Of what the search expected of each architecture before it was trained, and what came out. */
    private static OptionalDouble rankCorrelation(List<OfflineSearch.Step> steps) {
        List<OfflineSearch.Step> predicted =
                steps.stream().filter(step -> step.predicted().isPresent()).toList();
        return RankCorrelation.spearman(
                predicted.stream()
                        .mapToDouble(step -> step.predicted().orElseThrow())
                        .toArray(),
                predicted.stream().mapToDouble(OfflineSearch.Step::accuracy).toArray());
    }

    private SearchStrategy strategy(Predicate<Architecture> isAcceptable) {
        return strategy.equals("bayes")
                ? new BayesSearch(BayesSettings.defaults().withBeta(beta), SearchSpace.of(isAcceptable))
                : new UniformSearch(SearchSpace.of(isAcceptable));
    }

    private static Map<String, Object> fields(OfflineSearch.Step step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("trial", step.trial());
        fields.put("parent", step.parent());
        fields.put("morphism", step.morphism());
        step.predicted().ifPresent(predicted -> fields.put("predicted", predicted));
        fields.put("accuracy", step.accuracy());
        fields.put("seconds", step.seconds());
        return fields;
    }

    private void say(OfflineSearch.Step step) {
        terminal.say(String.format(
                Locale.ROOT,
                "trial %d of %d (%s of %d): accuracy %s, %.1f s",
                step.trial(),
                trials,
                step.morphism(),
                step.parent(),
                Figures.percent(step.accuracy()),
                step.seconds()));
    }
}
