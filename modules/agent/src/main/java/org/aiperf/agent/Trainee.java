package org.aiperf.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.aiperf.architecture.ListOrderFill;
import org.aiperf.architecture.WeightArchive;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.Task;
import org.aiperf.benchmark.Tuning;
import org.aiperf.benchmark.plan.TrialSettings;
import org.aiperf.datasets.CorruptRecord;
import org.aiperf.datasets.ImageSource;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.RunFolder;
import org.aiperf.training.Checkpoint;
import org.aiperf.training.EpochResult;
import org.aiperf.training.TensorFlowEngine;
import org.aiperf.training.Trainer;
import org.aiperf.training.TrainingCheckpoints;
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

    /**
     * An attempt that is lost costs about so much at most; short trainings keep nothing on the way. The accelerators wait
     * while a state is read, not while it is written.
     */
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(30);

    private static final int MOST_EXAMPLES = 10;

    /** Where events go. */
    interface Report {
        void say(Event event) throws IOException;
    }

    private final SearchPlan plan;
    private final RunFolder folder;
    private final Preparation preparation;
    private final String worker;
    private final Duration betweenCheckpoints;
    private final ImageSource train;
    private final ImageSource test;
    private final Map<String, Integer> saidToBeCorrupt = new HashMap<>();
    private volatile boolean savesEveryEpoch;

    private Trainee(
            SearchPlan plan,
            RunFolder folder,
            String worker,
            List<ListOrderFill.Group> weights,
            Path scratch,
            Duration betweenCheckpoints,
            ImageSource train,
            ImageSource test) {
        this.plan = plan;
        this.folder = folder;
        this.worker = worker;
        this.betweenCheckpoints = betweenCheckpoints;
        this.preparation = new Preparation(plan, folder, weights, this::checkpoints, scratch);
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
        List<ListOrderFill.Group> weights = plan.search().initialWeights().isEmpty()
                ? List.of()
                : WeightArchive.read(Path.of(plan.search().initialWeights()), problems);
        problems.throwIfAny();
        TensorFlowEngine.start(threads);
        Path scratch = Files.createTempDirectory("aiperf-" + worker);
        scratch.toFile().deleteOnExit();
        return new Trainee(
                plan,
                folder,
                worker,
                weights,
                scratch,
                betweenCheckpoints,
                task.orElseThrow().openTrain(),
                task.orElseThrow().openTest());
    }

    /**
     * Claims a candidate and builds its network. Another trial may train meanwhile, so that the accelerators need not
     * wait for this.
     */
    Prepared prepare(Order.Train order) {
        return preparation.of(order);
    }

    /** The end of a trial that is not even begun. */
    static TrialEnded stopped(Order.Train order) {
        return new TrialEnded(order.trial(), order.attempt(), Outcome.STOPPED, Prepared.STOPPED);
    }

    /**
     * Trains a network to the end of its training, or until it is asked to stop; once more with other hyperparameters
     * where the plan says so.
     */
    Trained train(Prepared.Ready ready, Report report, BooleanSupplier stop) throws IOException, InterruptedException {
        TrialSettings settings = ready.settings();
        report.say(new SearchEvent.TrialStarted(
                ready.trial(),
                ready.attempt(),
                settings.epochs() * settings.trainings(),
                ready.fromEpoch(),
                train.size(),
                test.size(),
                ready.network().precision().name().toLowerCase(Locale.ROOT)));
        if (ready.origin() instanceof FirstWeights.Origin.Filled filled) {
            report.say(
                    new SearchEvent.WeightsFilled(ready.trial(), ready.attempt(), filled.matched(), filled.layers()));
        }
        Relay relay = relay(ready, report, stop);
        Trained trained = ready.tuned().isPresent()
                ? trainOften(ready, relay, report)
                : train(ready, relay, Optional.of(checkpoints(ready.trial())));
        relay.throwIfBroken();
        sayWhatIsCorrupt(report);
        return trained;
    }

    private Relay relay(Prepared.Ready ready, Report report, BooleanSupplier stop) {
        OptionalDouble ofParent = ready.fromEpoch() == 0 && ready.origin() instanceof FirstWeights.Origin.Parent parent
                ? parent.accuracy()
                : OptionalDouble.empty();
        return new Relay(ready.trial(), ready.attempt(), ofParent, test.size(), ready.settings(), report, stop);
    }

    /** Each training begins anew but for the first, which may go on from where an earlier attempt was. */
    private Trained trainOften(Prepared.Ready first, Relay relay, Report report)
            throws IOException, InterruptedException {
        Tuning tuning = new Tuning(plan.hyperparameters(), preparation.ofParent(first.candidate()));
        say(first, 1, report);
        Trained best = train(first, relay, Optional.of(checkpoints(first.trial())));
        Trained last = best;
        for (int training = 2; last.outcome() != Outcome.STOPPED; training++) {
            tuning.add(last.ready().tuned().orElseThrow().hyperparameters(), last.accuracy());
            if (tuning.isOver()) {
                return best;
            }
            Tuned next = preparation.tuned(first.candidate(), tuning, training);
            Prepared.Ready again =
                    preparation.ready(first.candidate(), first.attempt(), first.settings(), Optional.of(next), 0);
            say(again, training, report);
            relay.nextTraining();
            last = train(again, relay, Optional.empty());
            boolean isBetter = last.outcome() == Outcome.FINISHED
                    && (best.outcome() != Outcome.FINISHED || last.accuracy() > best.accuracy());
            Trained worse = isBetter ? best : last;
            best = isBetter ? last : best;
            worse.ready().close();
        }
        return new Trained(best.ready(), last.outcome(), last.reason(), best.accuracy());
    }

    private static void say(Prepared.Ready ready, int training, Report report) throws IOException {
        Tuned tuned = ready.tuned().orElseThrow();
        report.say(new SearchEvent.TrainingTuned(
                ready.trial(),
                ready.attempt(),
                training,
                tuned.hyperparameters(),
                tuned.network().reference(),
                tuned.network().corrected()));
    }

    private Trained train(Prepared.Ready ready, Relay relay, Optional<TrainingCheckpoints> checkpoints)
            throws IOException, InterruptedException {
        try {
            TrainingResult result = checkpoints.isPresent()
                    ? Trainer.train(ready.network(), ready.options(), train, test, relay, checkpoints.get())
                    : Trainer.train(ready.network(), ready.options(), train, test, relay);
            double accuracy = result.lastEpoch()
                    .map(EpochResult::testAccuracy)
                    .orElse(result.start().accuracy());
            return switch (result.outcome()) {
                case TrainingOutcome.Completed _ -> new Trained(ready, Outcome.FINISHED, "", accuracy);
                case TrainingOutcome.Stopped _ -> new Trained(ready, Outcome.STOPPED, Prepared.STOPPED, accuracy);
                case TrainingOutcome.Diverged diverged -> Trained.failed(ready, diverged.reason());
            };
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.error("trial {} failed", ready.trial(), e);
            return Trained.failed(ready, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.error("trial {} failed", ready.trial(), e);
            return Trained.failed(ready, "its checkpoints cannot be read or written: " + e.getMessage());
        }
    }

    /** Says which records were passed over, if there are more than were known. */
    void sayWhatIsCorrupt(Report report) throws IOException {
        sayWhatIsCorrupt(plan.data().train(), train, report);
        sayWhatIsCorrupt(plan.data().test(), test, report);
    }

    private void sayWhatIsCorrupt(String data, ImageSource source, Report report) throws IOException {
        List<CorruptRecord> skipped = source.skipped();
        if (skipped.size() > saidToBeCorrupt.getOrDefault(data, 0)) {
            saidToBeCorrupt.put(data, skipped.size());
            List<String> examples = skipped.stream()
                    .limit(MOST_EXAMPLES)
                    .map(CorruptRecord::toString)
                    .toList();
            report.say(new SearchEvent.RecordsSkipped(worker, data, skipped.size(), examples));
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
                Checkpoint.save(ready.network().weights(), FirstWeights.kept(folder, ready.trial()));
                checkpoints(ready.trial()).delete();
            }
            return trained.end();
        } catch (IOException e) {
            LOG.error("trial {} failed", trained.ready().trial(), e);
            return Trained.failed(trained.ready(), "its weights cannot be written: " + e.getMessage())
                    .end();
        }
    }

    /** From now on the state is kept at the end of each epoch, of the trial that is being trained too. */
    void saveEveryEpoch() {
        savesEveryEpoch = true;
    }

    private TrainingCheckpoints checkpoints(int trial) {
        return new TrainingCheckpoints(
                folder.trial(trial).resolve("epochs"),
                () -> savesEveryEpoch ? Duration.ZERO : betweenCheckpoints,
                System::nanoTime);
    }
}
