package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ArchitectureDigest;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.OperationCounts;
import org.aiperf.architecture.morphism.Morphism;
import org.aiperf.benchmark.Task;
import org.aiperf.datasets.ImageSource;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.search.HistoryEntry;
import org.aiperf.search.SearchStrategy;
import org.aiperf.search.gaussian.Prediction;
import org.aiperf.training.EpochResult;
import org.aiperf.training.InitialWeights;
import org.aiperf.training.Network;
import org.aiperf.training.Trainer;
import org.aiperf.training.TrainingListener;
import org.aiperf.training.TrainingOptions;
import org.aiperf.training.TrainingResult;

/**
 * An architecture search in this process, one trial after another: each candidate is trained from new weights with the
 * same small budget, so that accuracies compare architectures and nothing else.
 */
final class OfflineSearch {
    private final Task task;
    private final SearchStrategy strategy;
    private final Budget budget;
    private final long seed;
    private final List<HistoryEntry> history = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    /**
     * What one trial may cost.
     *
     * @param mostForwardOperations of a candidate per image, by the reference method
     */
    record Budget(int epochs, int batchSize, long mostForwardOperations) {}

    /**
     * A trial that was trained.
     *
     * @param parent the trial it grew from; 0 for the first
     * @param predicted what the search expected of its accuracy, if anything
     * @param accuracy of its last epoch, from 0 to 1; 0 if the training diverged
     */
    record Step(int trial, int parent, String morphism, Optional<Double> predicted, double accuracy, double seconds) {}

    /** @param strategy that proposes only what it is told is acceptable */
    OfflineSearch(Task task, Function<Predicate<Architecture>, SearchStrategy> strategy, Budget budget, long seed) {
        this.task = task;
        this.strategy = strategy.apply(this::isAcceptable);
        this.budget = budget;
        this.seed = seed;
    }

    /** Whether a candidate is new and not too expensive. */
    private boolean isAcceptable(Architecture candidate) {
        return OperationCounts.of(candidate, CountingMethod.REFERENCE).forward() <= budget.mostForwardOperations()
                && !known.contains(ArchitectureDigest.of(candidate));
    }

    /** Trains {@code trials} architectures, the first of them {@code initial}; ends earlier if no new one is found. */
    List<Step> run(Architecture initial, int trials, Consumer<Step> seen)
            throws IOException, InterruptedException, InvalidInputException {
        ImageSource train = task.openTrain();
        ImageSource test = task.openTest();
        Path scratch = Files.createTempDirectory("aiperf-search");
        List<Step> steps = new ArrayList<>();
        try {
            Optional<Found> next = Optional.of(new Found(0, "initial", Optional.empty(), initial));
            for (int trial = 1; trial <= trials && next.isPresent(); trial++) {
                Step step = train(trial, next.get(), train, test, scratch);
                history.add(new HistoryEntry(trial, next.get().architecture(), step.accuracy()));
                known.add(ArchitectureDigest.of(next.get().architecture()));
                steps.add(step);
                seen.accept(step);
                next = trial < trials ? propose(trial + 1) : Optional.empty();
            }
        } finally {
            Files.deleteIfExists(scratch);
        }
        return steps;
    }

    private record Found(int parent, String morphism, Optional<Double> predicted, Architecture architecture) {}

    private Optional<Found> propose(int trial) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + trial);
        return strategy.propose(history, List.of(), random)
                .map(proposal -> new Found(
                        proposal.parent(),
                        proposal.morphisms().stream().map(Morphism::describe).collect(Collectors.joining(" + ")),
                        proposal.prediction().map(Prediction::mean),
                        proposal.child()));
    }

    private Step train(int trial, Found found, ImageSource train, ImageSource test, Path scratch)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        TrainingOptions options =
                TrainingOptions.defaults(budget.epochs(), seed + trial).withBatchSize(budget.batchSize());
        Architecture architecture = found.architecture();
        try (Network network =
                Network.open(architecture, InitialWeights.of(architecture, seed + trial), options, scratch)) {
            TrainingResult result = Trainer.train(network, options, train, test, TrainingListener.NONE);
            double accuracy = result.lastEpoch().map(EpochResult::testAccuracy).orElse(0.0);
            double seconds = (System.nanoTime() - began) / 1e9;
            return new Step(trial, found.parent(), found.morphism(), found.predicted(), accuracy, seconds);
        }
    }
}
