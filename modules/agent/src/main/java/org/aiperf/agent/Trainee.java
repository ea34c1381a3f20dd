package org.aiperf.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
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
import org.aiperf.benchmark.plan.TrainingSettings;
import org.aiperf.benchmark.plan.TrialSettings;
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
import org.aiperf.training.Precision;
import org.aiperf.training.TensorFlowEngine;
import org.aiperf.training.Trainer;
import org.aiperf.training.TrainingCheckpoints;
import org.aiperf.training.TrainingOptions;
import org.aiperf.training.TrainingOutcome;
import org.aiperf.training.TrainingResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes trials through this node: builds the network of one, trains another, and puts a third away. Each of the three may
 * be done by a thread of its own.
 */
final class Trainee {
    private static final Logger LOG = LoggerFactory.getLogger(Trainee.class);

    /** An attempt that is lost costs about so much at most; short trainings keep nothing on the way. */
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(10);

    private static final String STOPPED = "the run was ending";

    /** Where events go. */
    interface Report {
        void say(Event event) throws IOException;
    }

    private final SearchPlan plan;
    private final RunFolder folder;
    private final Buffer buffer;
    private final History history;
    private final Path scratch;
    private final Duration betweenCheckpoints;
    private final ImageSource train;
    private final ImageSource test;

    private Trainee(
            SearchPlan plan,
            RunFolder folder,
            Path scratch,
            Duration betweenCheckpoints,
            ImageSource train,
            ImageSource test) {
        this.plan = plan;
        this.folder = folder;
        this.buffer = new Buffer(folder);
        this.history = new History(folder);
        this.scratch = scratch;
        this.betweenCheckpoints = betweenCheckpoints;
        this.train = train;
        this.test = test;
    }

    /** Starts the engine and loads the data, so that the first trial begins at once. */
    static Trainee prepare(SearchPlan plan, RunFolder folder, String worker, int threads)
            throws InvalidInputException, IOException {
        return prepare(plan, folder, worker, threads, BETWEEN_CHECKPOINTS);
    }

    static Trainee prepare(SearchPlan plan, RunFolder folder, String worker, int threads, Duration betweenCheckpoints)
            throws InvalidInputException, IOException {
        Problems problems = new Problems();
        Optional<Task> task = Task.of(plan.data(), problems);
        problems.throwIfAny();
        TensorFlowEngine.start(threads);
        Path scratch = Files.createTempDirectory("aiperf-" + worker);
        scratch.toFile().deleteOnExit();
        return new Trainee(
                plan,
                folder,
                scratch,
                betweenCheckpoints,
                task.orElseThrow().openTrain(),
                task.orElseThrow().openTest());
    }

    /** What became of an order: a network to train, or the trial's end. */
    sealed interface Prepared {

        /**
         * A network with its first weights.
         *
         * @param fromEpoch epochs that an earlier attempt finished and kept
         * @param parentAccuracy of the parent at its end, if the weights come from it
         */
        record Ready(
                Candidate candidate,
                int attempt,
                Network network,
                TrainingOptions options,
                int fromEpoch,
                OptionalDouble parentAccuracy)
                implements Prepared, AutoCloseable {
            /** The trial's end if it is not trained any more. */
            TrialEnded stopped() {
                return new TrialEnded(candidate.number(), attempt, Outcome.STOPPED, STOPPED);
            }

            @Override
            public void close() {
                network.close();
            }
        }

        /** There is nothing to train. */
        record Over(TrialEnded end) implements Prepared {}
    }

    /** A network that was trained, and how that ended. */
    record Trained(Prepared.Ready ready, Outcome outcome, String reason) {
        private TrialEnded end() {
            return new TrialEnded(ready.candidate().number(), ready.attempt(), outcome, reason);
        }
    }

    /**
     * Claims a candidate and builds its network. Another trial may train meanwhile, so that the accelerators need not
     * wait for this.
     */
    Prepared prepare(Order.Train order) {
        int trial = order.trial();
        try {
            Optional<Candidate> claimed = buffer.claim(trial, order.attempt());
            return claimed.isEmpty()
                    ? failed(order, "another worker holds its candidate")
                    : built(claimed.get(), order);
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.error("trial {} failed", trial, e);
            return failed(order, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.error("trial {} failed", trial, e);
            return failed(order, "its files cannot be read or written: " + e.getMessage());
        }
    }

    /** The end of a trial that is not even begun. */
    static TrialEnded stopped(Order.Train order) {
        return new TrialEnded(order.trial(), order.attempt(), Outcome.STOPPED, STOPPED);
    }

    private static Prepared failed(Order.Train order, String reason) {
        return new Prepared.Over(new TrialEnded(order.trial(), order.attempt(), Outcome.FAILED, reason));
    }

    private Prepared built(Candidate candidate, Order.Train order) throws IOException {
        Architecture architecture = candidate.architecture();
        TrainingOptions options = options(order);
        Optional<Weights> inherited = inherited(candidate);
        OptionalDouble parentAccuracy =
                inherited.isPresent() ? history.finalAccuracy(candidate.parent()) : OptionalDouble.empty();
        Weights start = inherited.orElseGet(() -> InitialWeights.of(architecture, plan.seed() + candidate.number()));
        Network network = Network.open(architecture, start, options, scratch);
        int fromEpoch = checkpoints(candidate.number()).find().epochs();
        return new Prepared.Ready(candidate, order.attempt(), network, options, fromEpoch, parentAccuracy);
    }

    /** Trains a network to the end of its training, or until it is asked to stop. */
    Trained train(Prepared.Ready ready, Report report, BooleanSupplier stop) throws IOException, InterruptedException {
        int trial = ready.candidate().number();
        report.say(new SearchEvent.TrialStarted(
                trial, ready.attempt(), ready.options().epochs(), ready.fromEpoch(), train.size(), test.size()));
        OptionalDouble ofParent = ready.fromEpoch() == 0 ? ready.parentAccuracy() : OptionalDouble.empty();
        Relay relay = new Relay(trial, ready.attempt(), ofParent, test.size(), report, stop);
        try {
            TrainingResult result =
                    Trainer.train(ready.network(), ready.options(), train, test, relay, checkpoints(trial));
            relay.throwIfBroken();
            return switch (result.outcome()) {
                case TrainingOutcome.Completed _ -> new Trained(ready, Outcome.FINISHED, "");
                case TrainingOutcome.Stopped _ -> new Trained(ready, Outcome.STOPPED, STOPPED);
                case TrainingOutcome.Diverged diverged -> new Trained(ready, Outcome.FAILED, diverged.reason());
            };
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.error("trial {} failed", trial, e);
            return new Trained(ready, Outcome.FAILED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            relay.throwIfBroken();
            LOG.error("trial {} failed", trial, e);
            return new Trained(ready, Outcome.FAILED, "its checkpoints cannot be read or written: " + e.getMessage());
        }
    }

    /**
     * Keeps the weights of a network that was trained to its end, and closes it. The next trial may train meanwhile.
     *
     * @return the trial's end
     */
    TrialEnded finish(Trained trained) {
        try (Prepared.Ready ready = trained.ready()) {
            if (trained.outcome() == Outcome.FINISHED) {
                int trial = ready.candidate().number();
                Checkpoint.save(ready.network().weights(), checkpoint(trial));
                checkpoints(trial).delete();
            }
            return trained.end();
        } catch (IOException e) {
            int trial = trained.ready().candidate().number();
            LOG.error("trial {} failed", trial, e);
            String reason = "its weights cannot be written: " + e.getMessage();
            return new Trained(trained.ready(), Outcome.FAILED, reason).end();
        }
    }

    private TrainingOptions options(Order.Train order) {
        TrainingSettings training = plan.training();
        TrialSettings settings = plan.trialIn(order.round());
        TrainingOptions options = TrainingOptions.defaults(settings.epochs(), plan.seed() + order.trial())
                .withEpochsOfSchedule(settings.epochsOfSchedule())
                .withBatchSize(training.batchSize())
                .withLearningRate((float) training.learningRate())
                .withWarmUpSteps(training.warmUpSteps())
                .withMomentum((float) training.momentum())
                .withLabelSmoothing((float) training.labelSmoothing())
                .withShift(training.shift())
                .withFlip(training.flip());
        return switch (training.precision()) {
            case FLOAT32 -> options;
            case MIXED -> options.withPrecision(Precision.BFLOAT16);
        };
    }

    private TrainingCheckpoints checkpoints(int trial) {
        return new TrainingCheckpoints(folder.trial(trial).resolve("epochs"), betweenCheckpoints, System::nanoTime);
    }

    private Path checkpoint(int trial) {
        return folder.trial(trial).resolve("weights.bin");
    }

    private Optional<Weights> inherited(Candidate candidate) throws IOException {
        if (!plan.search().inherit()
                || candidate.morphisms().isEmpty()
                || !Files.exists(checkpoint(candidate.parent()))) {
            return Optional.empty();
        }
        Architecture parent = buffer.ofTrial(candidate.parent()).architecture();
        try {
            return Optional.of(inherited(candidate, parent, Checkpoint.load(checkpoint(candidate.parent()))));
        } catch (InvalidInputException e) {
            LOG.warn("trial {} starts from new weights: {}", candidate.number(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Through the networks between the parent and the candidate, one morphism after the other. */
    private Weights inherited(Candidate candidate, Architecture parent, Weights ofParent) {
        Architecture network = parent;
        Weights weights = ofParent;
        for (Morphism morphism : candidate.morphisms()) {
            Architecture grown = morphism.apply(network)
                    .orElseThrow(() -> new IllegalStateException(
                            morphism.describe() + " cannot be done to the network of trial " + candidate.parent()));
            weights = morphism.inherit(network, weights, grown, plan.seed() + candidate.number());
            network = grown;
        }
        return weights;
    }
}
