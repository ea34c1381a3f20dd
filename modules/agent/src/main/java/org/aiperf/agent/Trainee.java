package org.aiperf.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Weights;
import org.aiperf.architecture.morphism.Morphism;
import org.aiperf.benchmark.Buffer;
import org.aiperf.benchmark.Candidate;
import org.aiperf.benchmark.History;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.Task;
import org.aiperf.datasets.ImageSource;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.RunFolder;
import org.aiperf.training.Checkpoint;
import org.aiperf.training.InitialWeights;
import org.aiperf.training.Network;
import org.aiperf.training.TensorFlowEngine;
import org.aiperf.training.Trainer;
import org.aiperf.training.TrainingOptions;
import org.aiperf.training.TrainingOutcome;
import org.aiperf.training.TrainingResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains one trial after another on this node, and says how it goes. */
final class Trainee {
    private static final Logger LOG = LoggerFactory.getLogger(Trainee.class);

    /** Where events go. */
    interface Report {
        void say(Event event) throws IOException;
    }

    private final SearchPlan plan;
    private final RunFolder folder;
    private final Buffer buffer;
    private final History history;
    private final Path scratch;
    private final ImageSource train;
    private final ImageSource test;

    private Trainee(SearchPlan plan, RunFolder folder, Path scratch, ImageSource train, ImageSource test) {
        this.plan = plan;
        this.folder = folder;
        this.buffer = new Buffer(folder);
        this.history = new History(folder);
        this.scratch = scratch;
        this.train = train;
        this.test = test;
    }

    /** Starts the engine and loads the data, so that the first trial begins at once. */
    static Trainee prepare(SearchPlan plan, RunFolder folder, String worker, int threads)
            throws InvalidInputException, IOException {
        Problems problems = new Problems();
        Optional<Task> task = Task.of(plan.data().train(), plan.data().test(), problems);
        problems.throwIfAny();
        TensorFlowEngine.start(threads);
        Path scratch = Files.createTempDirectory("aiperf-" + worker);
        scratch.toFile().deleteOnExit();
        return new Trainee(
                plan,
                folder,
                scratch,
                task.orElseThrow().openTrain(),
                task.orElseThrow().openTest());
    }

    /** Trains a trial to its end, or until it is asked to stop. */
    void train(Order.Train order, Report report, BooleanSupplier stop) throws IOException, InterruptedException {
        int trial = order.trial();
        int attempt = order.attempt();
        Optional<Candidate> claimed = buffer.claim(trial, attempt);
        if (claimed.isEmpty()) {
            report.say(new TrialEnded(trial, attempt, Outcome.FAILED, "another worker holds its candidate"));
            return;
        }
        report.say(new SearchEvent.TrialStarted(trial, attempt, plan.training().epochs(), train.size(), test.size()));
        Candidate candidate = claimed.get();
        try {
            report.say(trained(candidate, attempt, report, stop));
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.error("trial {} failed", trial, e);
            report.say(new TrialEnded(trial, attempt, Outcome.FAILED, String.valueOf(e.getMessage())));
        }
    }

    private TrialEnded trained(Candidate candidate, int attempt, Report report, BooleanSupplier stop)
            throws IOException, InterruptedException {
        Relay relay = new Relay(candidate.number(), attempt, test.size(), report, stop);
        try {
            Architecture architecture = candidate.architecture();
            TrainingOptions options = options(candidate.number());
            Optional<Weights> inherited = inherited(candidate);
            if (inherited.isPresent()) {
                relay.inherits(history.finalAccuracy(candidate.parent()));
            }
            Weights start =
                    inherited.orElseGet(() -> InitialWeights.of(architecture, plan.seed() + candidate.number()));
            try (Network network = Network.open(architecture, start, options, scratch)) {
                TrainingResult result = Trainer.train(network, options, train, test, relay);
                relay.throwIfBroken();
                return ended(candidate, attempt, network, result.outcome());
            }
        } catch (IOException e) {
            relay.throwIfBroken();
            LOG.error("trial {} failed", candidate.number(), e);
            return new TrialEnded(
                    candidate.number(),
                    attempt,
                    Outcome.FAILED,
                    "its files cannot be read or written: " + e.getMessage());
        }
    }

    private TrialEnded ended(Candidate candidate, int attempt, Network network, TrainingOutcome outcome)
            throws IOException {
        return switch (outcome) {
            case TrainingOutcome.Completed _ -> {
                Checkpoint.save(network.weights(), checkpoint(candidate.number()));
                yield new TrialEnded(candidate.number(), attempt, Outcome.FINISHED, "");
            }
            case TrainingOutcome.Stopped _ ->
                new TrialEnded(candidate.number(), attempt, Outcome.STOPPED, "the run was ending");
            case TrainingOutcome.Diverged diverged ->
                new TrialEnded(candidate.number(), attempt, Outcome.FAILED, diverged.reason());
        };
    }

    private TrainingOptions options(int trial) {
        SearchPlan.Training training = plan.training();
        return TrainingOptions.defaults(training.epochs(), plan.seed() + trial)
                .withBatchSize(training.batchSize())
                .withLearningRate((float) training.learningRate())
                .withLabelSmoothing((float) training.labelSmoothing())
                .withShift(training.shift())
                .withFlip(training.flip());
    }

    private Path checkpoint(int trial) {
        return folder.trial(trial).resolve("weights.bin");
    }

    private Optional<Weights> inherited(Candidate candidate) throws IOException {
        Morphism morphism = candidate.morphism();
        if (!plan.search().inherit() || morphism == null || !Files.exists(checkpoint(candidate.parent()))) {
            return Optional.empty();
        }
        Architecture parent = buffer.ofTrial(candidate.parent()).architecture();
        try {
            Weights weights = Checkpoint.load(checkpoint(candidate.parent()));
            return Optional.of(
                    morphism.inherit(parent, weights, candidate.architecture(), plan.seed() + candidate.number()));
        } catch (InvalidInputException e) {
            LOG.warn("trial {} starts from new weights: {}", candidate.number(), e.getMessage());
            return Optional.empty();
        }
    }
}
