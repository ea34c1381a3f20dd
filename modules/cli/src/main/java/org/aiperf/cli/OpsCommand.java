package org.aiperf.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aiperf.architecture.StoredArchitecture;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.LayerCount;
import org.aiperf.architecture.counting.OperationCounts;
import org.aiperf.architecture.json.ArchitectureFile;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.NearMiss;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "ops", description = "Counts the operations of architectures, layer by layer.")
final class OpsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "GRAPH.json", description = "AIPerf graph JSON, or ours.")
    private List<Path> files = List.of();

    @Option(
            names = "--tuned-kernel",
            paramLabel = "K",
            description = "Kernel of the layers from slot 175 on, by the reference method. Default: 3.")
    private int tunedKernel = OperationCounts.DEFAULT_TUNED_KERNEL;

    @Option(names = "--method", paramLabel = "METHOD", description = "reference (the default) or corrected.")
    private String method = "reference";

    OpsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException {
        Problems problems = new Problems();
        if (!List.of("reference", "corrected").contains(method)) {
            problems.add(Problem.of(
                    "--method",
                    "'" + method + "' is not known",
                    NearMiss.suggestion(method, List.of("reference", "corrected"))));
        }
        if (tunedKernel < 1 || tunedKernel > 99) {
            problems.add(Problem.of("--tuned-kernel", "is " + tunedKernel + ", out of range", "write 1 to 99"));
        }
        List<Optional<StoredArchitecture>> read = new ArrayList<>();
        for (Path file : files) {
            read.add(ArchitectureFile.read(file, problems));
        }
        problems.throwIfAny();
        List<Map<String, Object>> results = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        CountingMethod counting = CountingMethod.valueOf(method.toUpperCase(Locale.ROOT));
        for (int i = 0; i < files.size(); i++) {
            try {
                OperationCounts counts = OperationCounts.of(read.get(i).orElseThrow(), counting, tunedKernel);
                results.add(fields(files.get(i), counts));
                text.append(text(files.get(i), counts));
            } catch (ArithmeticException | IllegalArgumentException e) {
                problems.add(
                        Problem.of(files.get(i).toString(), "cannot be counted: " + e.getMessage(), "check its sizes"));
            }
        }
        problems.throwIfAny();
        terminal.result(
                results.size() == 1 ? results.getFirst() : Map.of("results", results),
                text.toString().strip());
        return ExitCode.DONE;
    }

    private static Map<String, Object> fields(Path file, OperationCounts counts) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file.toAbsolutePath().normalize().toString());
        fields.put("forward", counts.forward());
        fields.put("backward", counts.backward());
        fields.put("train", counts.train());
        fields.put("evaluate", counts.evaluate());
        fields.put("parameters", counts.parameters());
        fields.put("update", counts.update());
        fields.put("byType", counts.byType());
        fields.put("layers", counts.layers().stream().map(OpsCommand::row).toList());
        return fields;
    }

    private static Map<String, Object> row(LayerCount layer) {
        Map<String, Object> row = new LinkedHashMap<>();
        boolean isNumber = layer.id().chars().allMatch(Character::isDigit);
        row.put("id", isNumber ? (Object) Integer.valueOf(layer.id()) : layer.id());
        row.put("type", layer.type());
        row.put("forward", layer.forward());
        row.put("evaluate", layer.evaluate());
        row.put("backward", layer.backward());
        row.put("parameters", layer.parameters());
        return row;
    }

    private static String text(Path file, OperationCounts counts) {
        StringBuilder text = new StringBuilder(file + "\n");
        text.append(String.format(
                Locale.ROOT, "  %-20s %7s %18s %18s %14s%n", "type", "layers", "forward", "backward", "parameters"));
        counts.byType()
                .forEach((type, sum) -> text.append(String.format(
                        Locale.ROOT,
                        "  %-20s %,7d %,18d %,18d %,14d%n",
                        type,
                        sum.layers(),
                        sum.forward(),
                        sum.backward(),
                        sum.parameters())));
        text.append(String.format(
                Locale.ROOT,
                "  %-20s %7s %,18d %,18d %,14d%n",
                "total",
                "",
                counts.forward(),
                counts.backward(),
                counts.parameters()));
        text.append(String.format(
                Locale.ROOT,
                "  operations per image: train %,d, evaluate %,d; per step: update %,d%n%n",
                counts.train(),
                counts.evaluate(),
                counts.update()));
        return text.toString();
    }
}
