package org.aiperf.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.aiperf.datasets.ImageSource;

/** Trains a network for some epochs and evaluates it before the first step and after every epoch. */
public final class Trainer {
    private static final long REPORT_NANOS = 1_000_000_000L;

    private final Network network;
    private final TrainingOptions options;
    private final ImageSource train;
    private final ImageSource test;
    private final BatchPipeline evaluations;
    private final TrainingListener listener;
    private final LongSupplier nanoTime;
    private final Optional<TrainingCheckpoints> checkpoints;
    private final StateWriter states;
    private final List<EpochResult> epochs = new ArrayList<>();
    /** Of all epochs, those before a checkpoint too. */
    private final List<Double> testLosses = new ArrayList<>();

    private int steps;
    private long trainedImages;
    private long evaluatedImages;
    private long busyNanos;
    private long waitNanos;

    private long lastReport;
    private int reportedSteps;
    private long reportedImages;
    private long reportedEvaluations;
    private long reportedBusyNanos;
    private long reportedWaitNanos;
    private double lossSinceReport;

    private Trainer(
            Network network,
            TrainingOptions options,
            ImageSource train,
            ImageSource test,
            BatchPipeline evaluations,
            TrainingListener listener,
            Optional<TrainingCheckpoints> checkpoints,
            LongSupplier nanoTime) {
        this.network = network;
        this.options = options;
        this.train = train;
        this.test = test;
        this.evaluations = evaluations;
        this.listener = listener;
        this.checkpoints = checkpoints;
        this.states = new StateWriter(checkpoints);
        this.nanoTime = nanoTime;
    }

    /**
     * Trains with the options' schedule, augmentation and seed. The network keeps the weights it ends with.
     *
     * @throws IllegalArgumentException if the images do not fit the network, or a set is empty
     * @throws IllegalStateException if more images than may be turn out to be corrupt
     * @throws InterruptedException if the thread is interrupted between two steps
     */
    public static TrainingResult train(
            Network network, TrainingOptions options, ImageSource train, ImageSource test, TrainingListener listener)
            throws InterruptedException {
        return train(network, options, train, test, listener, Optional.empty(), System::nanoTime);
    }

    /**
     * Trains likewise, and saves the state at the end of every epoch. If there is a state already, the training goes on
     * from it: the same schedule, order of images and augmentation as if it had never been interrupted.
     *
     * @throws IllegalArgumentException if the images do not fit the network, a set is empty, or the state is that of
     *     another network
     * @throws IOException if a state cannot be read or saved
     */
    public static TrainingResult train(
            Network network,
            TrainingOptions options,
            ImageSource train,
            ImageSource test,
            TrainingListener listener,
            TrainingCheckpoints checkpoints)
            throws InterruptedException, IOException {
        try {
            return train(network, options, train, test, listener, Optional.of(checkpoints), System::nanoTime);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    static TrainingResult train(
            Network network,
            TrainingOptions options,
            ImageSource train,
            ImageSource test,
            TrainingListener listener,
            Optional<TrainingCheckpoints> checkpoints,
            LongSupplier nanoTime)
            throws InterruptedException {
        network.requireFitting(train);
        network.requireFitting(test);
        if (train.size() == 0 || test.size() == 0) {
            throw new IllegalArgumentException("there are no images to train with or none to test with");
        }
        try (BatchPipeline evaluations = BatchPipeline.evaluation(test, options.epochs() + 1)) {
            return new Trainer(network, options, train, test, evaluations, listener, checkpoints, nanoTime).run();
        }
    }

    private TrainingResult run() throws InterruptedException {
        TrainingCheckpoints.Found found = found();
        Optional<TrainingState> state = state(found);
        state.ifPresent(this::goOnFrom);
        int done = state.map(TrainingState::epochs).orElse(0);
        // Opened before the first evaluation, so that the first batches are ready after it.
        try (states;
                BatchPipeline batches = BatchPipeline.training(train, options, done)) {
            return run(found, done, batches);
        }
    }

    private TrainingResult run(TrainingCheckpoints.Found found, int done, BatchPipeline batches)
            throws InterruptedException {
        lastReport = nanoTime.getAsLong();
        Evaluation start = evaluate();
        report();
        listener.evaluatedAtStart(start);
        evaluatedImages = 0;
        reportedEvaluations = 0;
        busyNanos = 0;
        reportedBusyNanos = 0;
        waitNanos = 0;
        reportedWaitNanos = 0;
        long began = nanoTime.getAsLong();
        TrainingOutcome outcome = epochs(done, batches);
        double seconds = (nanoTime.getAsLong() - began) / 1e9;
        return new TrainingResult(
                outcome,
                start,
                epochs,
                steps,
                trainedImages,
                evaluatedImages,
                seconds,
                busyNanos / 1e9,
                waitNanos / 1e9,
                network.precision(),
                network.precision().lossScale(options),
                network.skippedSteps(),
                found);
    }

    private void goOnFrom(TrainingState state) {
        network.restore(state);
        testLosses.addAll(state.testLosses());
        listener.wentOn(state.testLosses());
    }

    private TrainingCheckpoints.Found found() {
        try {
            return checkpoints.isEmpty()
                    ? new TrainingCheckpoints.Found.Nothing()
                    : checkpoints.get().find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<TrainingState> state(TrainingCheckpoints.Found found) {
        return switch (found) {
            case TrainingCheckpoints.Found.Latest latest -> Optional.of(latest.state());
            case TrainingCheckpoints.Found.Earlier earlier -> Optional.of(earlier.state());
            case TrainingCheckpoints.Found.Nothing _, TrainingCheckpoints.Found.OnlyDamaged _ -> Optional.empty();
        };
    }

    private TrainingOutcome epochs(int done, BatchPipeline batches) throws InterruptedException {
        int stepsPerEpoch = BatchPipeline.stepsPerEpoch(train.size(), options.batchSize());
        Schedule schedule = Schedule.of(options, stepsPerEpoch);
        for (int epoch = done + 1; epoch <= options.epochs() && !listener.isEnough(); epoch++) {
            Optional<TrainingOutcome> ended = epoch(epoch, stepsPerEpoch, schedule, batches);
            if (ended.isPresent()) {
                return ended.get();
            }
        }
        return new TrainingOutcome.Completed();
    }

    /** Trains and evaluates one epoch; gives an outcome only if the training ends with it. */
    private Optional<TrainingOutcome> epoch(int epoch, int stepsPerEpoch, Schedule schedule, BatchPipeline batches)
            throws InterruptedException {
        long began = nanoTime.getAsLong();
        double lossSum = 0;
        for (int step = 0; step < stepsPerEpoch; step++) {
            if (listener.stopRequested()) {
                report();
                return Optional.of(new TrainingOutcome.Stopped());
            }
            Batch batch = next(batches);
            float rate = schedule.learningRate((epoch - 1) * stepsPerEpoch + step);
            float loss = busy(() -> network.step(batch, rate));
            steps++;
            trainedImages += batch.size();
            if (!Float.isFinite(loss)) {
                report();
                return Optional.of(diverged("the training loss became " + loss, epoch));
            }
            lossSum += loss;
            lossSinceReport += loss;
            reportIfDue();
        }
        double trainSeconds = (nanoTime.getAsLong() - began) / 1e9;
        Evaluation evaluation = evaluate();
        report();
        if (!Double.isFinite(evaluation.loss())) {
            return Optional.of(diverged("the test loss became " + evaluation.loss(), epoch));
        }
        EpochResult result = new EpochResult(
                epoch,
                evaluation.accuracy(),
                evaluation.loss(),
                lossSum / stepsPerEpoch,
                train.size(),
                stepsPerEpoch,
                trainSeconds,
                (nanoTime.getAsLong() - began) / 1e9);
        testLosses.add(evaluation.loss());
        if (states.isDue()) {
            states.write(network.state(testLosses));
        }
        epochs.add(result);
        listener.epochFinished(result);
        return Optional.empty();
    }

    private TrainingOutcome diverged(String what, int epoch) {
        return new TrainingOutcome.Diverged(what + " in epoch " + epoch + ", step " + steps);
    }

    private Evaluation evaluate() throws InterruptedException {
        double correct = 0;
        double loss = 0;
        for (int step = 0; step < BatchPipeline.evaluationSteps(test.size()); step++) {
            Batch batch = next(evaluations);
            Evaluation evaluation = busy(() -> network.evaluate(batch));
            correct += evaluation.accuracy() * batch.size();
            loss += evaluation.loss() * batch.size();
            evaluatedImages += batch.size();
            reportIfDue();
        }
        return new Evaluation(test.size(), Math.rint(correct) / test.size(), loss / test.size());
    }

    private Batch next(BatchPipeline batches) throws InterruptedException {
        long began = nanoTime.getAsLong();
        Batch batch = batches.next();
        waitNanos += nanoTime.getAsLong() - began;
        return batch;
    }

    private <T> T busy(Supplier<T> call) {
        long began = nanoTime.getAsLong();
        T result = call.get();
        busyNanos += nanoTime.getAsLong() - began;
        return result;
    }

    private void reportIfDue() {
        if (nanoTime.getAsLong() - lastReport >= REPORT_NANOS) {
            report();
        }
    }

    private void report() {
        int newSteps = steps - reportedSteps;
        if (newSteps > 0 || evaluatedImages > reportedEvaluations) {
            listener.progressed(new TrainingProgress(
                    newSteps,
                    trainedImages - reportedImages,
                    evaluatedImages - reportedEvaluations,
                    (busyNanos - reportedBusyNanos) / 1e9,
                    (waitNanos - reportedWaitNanos) / 1e9,
                    newSteps == 0 ? OptionalDouble.empty() : OptionalDouble.of(lossSinceReport / newSteps)));
        }
        lastReport = nanoTime.getAsLong();
        reportedSteps = steps;
        reportedImages = trainedImages;
        reportedEvaluations = evaluatedImages;
        reportedBusyNanos = busyNanos;
        reportedWaitNanos = waitNanos;
        lossSinceReport = 0;
    }
}
