package org.aiperf.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ListOrderFill;
import org.aiperf.benchmark.Buffer;
import org.aiperf.benchmark.Candidate;
import org.aiperf.benchmark.History;
import org.aiperf.benchmark.Hyperparameters;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.TunedNetwork;
import org.aiperf.benchmark.Tuning;
import org.aiperf.benchmark.plan.TrainingSettings;
import org.aiperf.benchmark.plan.TrialSettings;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.RunFolder;
import org.aiperf.training.Network;
import org.aiperf.training.Precision;
import org.aiperf.training.TrainingCheckpoints;
import org.aiperf.training.TrainingOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a network of an order: claims the candidate, chooses its hyperparameters and gives it its first weights. */
final class Preparation {
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private final SearchPlan plan;
    private final Buffer buffer;
    private final History history;
    private final FirstWeights firstWeights;
    private final IntFunction<TrainingCheckpoints> checkpoints;
    private final Path scratch;

    /**
     * @param weights what the plan's file of weights holds; nothing if it names none
     * @param checkpoints of a trial
     * @param scratch an existing folder for files that do not stay
     */
    Preparation(
            SearchPlan plan,
            RunFolder folder,
            List<ListOrderFill.Group> weights,
            IntFunction<TrainingCheckpoints> checkpoints,
            Path scratch) {
        this.plan = plan;
        this.buffer = new Buffer(folder);
        this.history = new History(folder);
        this.firstWeights = new FirstWeights(plan, folder, weights);
        this.checkpoints = checkpoints;
        this.scratch = scratch;
    }

    /** Claims a candidate and builds its network. */
    Prepared of(Order.Train order) {
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

    private static Prepared failed(Order.Train order, String reason) {
        return new Prepared.Over(new TrialEnded(order.trial(), order.attempt(), Outcome.FAILED, reason));
    }

    private Prepared built(Candidate candidate, Order.Train order) throws IOException {
        TrialSettings settings = plan.trialIn(order.round());
        Optional<Tuned> tuned = settings.trainings() > 1
                ? Optional.of(tuned(candidate, new Tuning(plan.hyperparameters(), ofParent(candidate)), 1))
                : Optional.empty();
        int fromEpoch = checkpoints.apply(candidate.number()).find().epochs();
        return ready(candidate, order.attempt(), settings, tuned, fromEpoch);
    }

    /** Builds the network of a candidate. */
    Prepared.Ready ready(Candidate candidate, int attempt, TrialSettings settings, Optional<Tuned> tuned, int fromEpoch)
            throws IOException {
        Architecture architecture =
                tuned.map(how -> how.network().architecture()).orElse(candidate.architecture());
        TrainingOptions options = options(candidate.number(), settings, tuned.map(Tuned::hyperparameters));
        FirstWeights.Found found = firstWeights.of(candidate, architecture);
        Network network = Network.open(architecture, found.weights(), options, scratch);
        return new Prepared.Ready(candidate, attempt, settings, network, options, found.origin(), fromEpoch, tuned);
    }

    /** What the next training of a candidate should have. */
    Tuned tuned(Candidate candidate, Tuning tuning, int training) {
        Hyperparameters next =
                tuning.next(new SplittableRandom(plan.seed() * 1_000_003 + 1_009L * candidate.number() + training));
        return new Tuned(next, TunedNetwork.of(candidate.architecture(), plan.hyperparameters(), next));
    }

    /** What did best for the nearest ancestor that was tuned; the plan's if none was. */
    Hyperparameters ofParent(Candidate candidate) throws IOException {
        int ancestor = candidate.parent();
        while (ancestor != SearchEvent.NO_PARENT) {
            Optional<Hyperparameters> best = history.bestHyperparameters(ancestor);
            if (best.isPresent()) {
                return best.get();
            }
            ancestor = buffer.ofTrial(ancestor).parent();
        }
        return new Hyperparameters(
                0,
                plan.hyperparameters().kernel().getFirst(),
                plan.training().batchSize(),
                plan.training().learningRate());
    }

    private TrainingOptions options(int trial, TrialSettings settings, Optional<Hyperparameters> own) {
        TrainingSettings training = plan.training();
        TrainingOptions options = TrainingOptions.defaults(settings.epochs(), plan.seed() + trial)
                .withEpochsOfSchedule(settings.epochsOfSchedule())
                .withBatchSize(own.map(Hyperparameters::batchSize).orElse(training.batchSize()))
                .withLearningRate(own.map(Hyperparameters::learningRate)
                        .orElse(training.learningRate())
                        .floatValue())
                .withWarmUpSteps(training.warmUpSteps())
                .withMomentum((float) training.momentum())
                .withLabelSmoothing((float) training.labelSmoothing())
                .withShift(training.shift())
                .withFlip(training.flip());
        return switch (training.precision()) {
            case FLOAT32 -> options;
            case MIXED -> options.withPrecision(Precision.BFLOAT16).withLossScale((float) training.lossScale());
        };
    }
}
