package org.aiperf.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.aiperf.architecture.json.ArchitectureFile;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.aiperf.search.distance.Descriptor;
import org.aiperf.search.distance.EditDistance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "distance", description = "The search's edit distance from one architecture to others.")
final class DistanceCommand implements Callable<Integer> {
    /** Pairing skips takes cubic time: with so many, seconds. */
    private static final int MOST_SKIPS = 2_000;

    private final Terminal terminal;

    @Parameters(
            arity = "2..*",
            paramLabel = "GRAPH.json",
            description = "The one, then the others: AIPerf graph JSON, or ours.")
    private List<Path> files = List.of();

    DistanceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidInputException {
        List<Descriptor> descriptors = read();
        List<Double> distances = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < files.size(); i++) {
            double distance = EditDistance.between(descriptors.getFirst(), descriptors.get(i));
            distances.add(distance);
            text.append(String.format(Locale.ROOT, "%12.6f  %s%n", distance, files.get(i)));
        }
        terminal.result(Map.of("distances", distances), text.toString().stripTrailing());
        return ExitCode.DONE;
    }

    /** The descriptors, one for each argument; a file that is named twice is read, and complained about, once. */
    private List<Descriptor> read() throws InvalidInputException {
        Problems problems = new Problems();
        Map<Path, Descriptor> descriptors = new HashMap<>();
        for (Path file : files.stream().distinct().toList()) {
            ArchitectureFile.read(file, problems).ifPresent(stored -> {
                Descriptor descriptor = Descriptor.of(stored.architecture());
                int skips = descriptor.skips().size();
                if (skips > MOST_SKIPS) {
                    problems.add(Problem.of(
                            file.toString(),
                            "has " + skips + " skips, too many to be paired",
                            "give a network with at most " + MOST_SKIPS));
                }
                descriptors.put(file, descriptor);
            });
        }
        problems.throwIfAny();
        return files.stream()
                .map(file -> Objects.requireNonNull(descriptors.get(file)))
                .toList();
    }
}
