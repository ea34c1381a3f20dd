package org.aiperf.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.Task;
import org.aiperf.benchmark.plan.Preset;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;

/**
 * A plan as far as a simulation needs it: nothing is read but the sizes of its data.
 *
 * @param text of the plan file
 * @param trainImages of an epoch
 * @param testImages of an evaluation
 * @param initial where the search starts
 */
public record SimulatedPlan(String text, SearchPlan plan, int trainImages, int testImages, Architecture initial) {
    /** The images of the reference, for who has a parity plan and not the data. */
    private static final Shape IMAGENET = Shape.image(224, 224, 3);

    private static final int IMAGENET_CLASSES = 1_000;

    /**
     * The plan of a simulation that names none: a search that grows ResNets for small images. There are as many more
     * training images, and as much larger a batch, as a node has accelerators, so that nodes of any size train a trial
     * for about as long.
     */
    public static SimulatedPlan standard(int accelerators) {
        int train = 4_000 * accelerators;
        int test = 1_000;
        String text = """
                name: simulated
                preset: laptop
                search: {initial: "resnet50:16", mostForwardOperations: 10000000000}
                data: {train: "shapes#0-%d", test: "shapes#10000000-%d"}
                training: {rounds: [2], batchSize: %d}
                scoring: {trainImages: %d, testImages: %d}
                """.formatted(train, 10_000_000 + test, 64 * accelerators, train, test);
        Problems problems = new Problems();
        Optional<SimulatedPlan> plan = parse("the standard plan", text, problems);
        return plan.orElseThrow(() -> new IllegalStateException(problems.list().toString()));
    }

    /** Reads a plan file; empty, with every problem noted, if it cannot be simulated. */
    public static Optional<SimulatedPlan> read(Path file, Problems problems) {
        try {
            return parse(file.toString(), Files.readString(file), problems);
        } catch (IOException e) {
            problems.add(Problem.of(file.toString(), "cannot be read", "name a plan file that is there"));
            return Optional.empty();
        }
    }

    /** Likewise from its text, called {@code name} in problems. */
    public static Optional<SimulatedPlan> parse(String name, String text, Problems problems) {
        Problems own = new Problems();
        SearchPlan plan = SearchPlan.parse(name, text, own);
        boolean isSound = own.isEmpty();
        own.list().forEach(problems::add);
        return isSound ? sized(text, plan, problems) : Optional.empty();
    }

    private static Optional<SimulatedPlan> sized(String text, SearchPlan plan, Problems problems) {
        Problems ofData = new Problems();
        Optional<Task> task = Task.of(plan.data(), ofData);
        if (task.isPresent()) {
            Task known = task.get();
            return known.architecture(plan.search().initial(), problems)
                    .map(initial -> new SimulatedPlan(text, plan, known.trainImages(), known.testImages(), initial));
        }
        Optional<Architecture> ofReference = plan.preset() == Preset.PARITY
                ? NamedArchitectures.named(plan.search().initial(), IMAGENET, IMAGENET_CLASSES)
                : Optional.empty();
        if (ofReference.isEmpty()) {
            ofData.list().forEach(problems::add);
        }
        return ofReference.map(initial -> new SimulatedPlan(
                text,
                plan,
                (int) Math.min(Integer.MAX_VALUE, plan.scoring().trainImages()),
                (int) Math.min(Integer.MAX_VALUE, plan.scoring().testImages()),
                initial));
    }
}
