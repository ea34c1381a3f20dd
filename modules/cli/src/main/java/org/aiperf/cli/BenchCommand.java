package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.NearMiss;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

@Command(name = "bench", description = "Measures the product, each figure beside a peer or the limit of the machine.")
final class BenchCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which one; 'list' names them all.")
    private String name = "list";

    @Option(names = "--fresh", description = "Forget what was measured before.")
    private boolean fresh;

    @Unmatched
    private List<String> more = new ArrayList<>();

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, InvalidInputException {
        SortedMap<String, Benchmark> all = new TreeMap<>();
        ServiceLoader.load(Benchmark.class).forEach(benchmark -> all.put(benchmark.name(), benchmark));
        if (name.equals("list")) {
            terminal.result(Map.of("benchmarks", all.keySet()), list(all));
            return ExitCode.DONE;
        }
        Benchmark benchmark = all.get(name);
        if (benchmark == null) {
            Problems problems = new Problems();
            problems.add(Problem.of("aiperf bench", "'" + name + "' is not measured", suggestion(all)));
            problems.throwIfAny();
        }
        Objects.requireNonNull(benchmark).choose(more);
        Path home = Path.of(System.getProperty("aiperf.home", ".")).toAbsolutePath();
        BenchmarkTable table = BenchmarkTable.open(home, name, fresh, terminal::say);
        try (Unwinding _ = new Unwinding()) {
            Map<String, @Nullable Double> figures = benchmark.run(table);
            terminal.result(Map.of("figures", figures), text(figures));
            return ExitCode.DONE;
        }
    }

    private String suggestion(SortedMap<String, Benchmark> all) {
        return all.isEmpty()
                ? "benchmarks come with a checkout, not with an installation"
                : NearMiss.suggestion(name, all.keySet());
    }

    private static String list(SortedMap<String, Benchmark> all) {
        return all.values().stream()
                .map(benchmark -> String.format(Locale.ROOT, "%-16s %s", benchmark.name(), benchmark.measures()))
                .collect(Collectors.joining("\n"));
    }

    private static String text(Map<String, @Nullable Double> figures) {
        return figures.entrySet().stream()
                .map(figure -> String.format(
                        Locale.ROOT,
                        "%-28s %s",
                        figure.getKey(),
                        figure.getValue() == null
                                ? "not measured"
                                : String.format(Locale.ROOT, "%.4g", figure.getValue())))
                .collect(Collectors.joining("\n"));
    }
}
