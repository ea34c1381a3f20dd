package org.aiperf.training;

import java.util.List;
import java.util.Optional;

/**
 * A training that has ended, perhaps early.
 *
 * @param outcome how it ended
 * @param start the evaluation before the first step
 * @param epochs those that were finished, each with its evaluation
 * @param steps executed, those of an unfinished epoch too
 * @param trainedImages images in those steps
 * @param evaluatedImages images evaluated after the first step
 * @param seconds wall time from the first step's start to the last evaluation's (or step's) end
 * @param busySeconds the part of it within the calls that train and evaluate
 * @param waitSeconds the part of it in which the next batch was not ready
 * @param precision that the steps were computed in
 * @param lossScale what the loss was multiplied by; 1 in single precision
 * @param skippedSteps of {@code steps} that changed nothing, because half precision overflowed
 * @param resumed what the training went on from; nothing if it was not asked to keep checkpoints
 */
public record TrainingResult(
        TrainingOutcome outcome,
        Evaluation start,
        List<EpochResult> epochs,
        int steps,
        long trainedImages,
        long evaluatedImages,
        double seconds,
        double busySeconds,
        double waitSeconds,
        Precision precision,
        float lossScale,
        int skippedSteps,
        TrainingCheckpoints.Found resumed) {

    public TrainingResult {
        epochs = List.copyOf(epochs);
    }

    /** The last finished epoch. */
    public Optional<EpochResult> lastEpoch() {
        return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.getLast());
    }
}
