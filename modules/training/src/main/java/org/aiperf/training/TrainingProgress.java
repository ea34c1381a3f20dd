package org.aiperf.training;

import java.util.OptionalDouble;

/**
 * What was computed since the last report.
 *
 * @param steps of training
 * @param trainedImages images in those steps
 * @param evaluatedImages images that the network was asked about
 * @param busySeconds wall time within the calls that train and evaluate
 * @param waitSeconds wall time in which the next batch was not ready
 * @param loss mean training loss of those steps; empty if there were none
 */
public record TrainingProgress(
        int steps,
        long trainedImages,
        long evaluatedImages,
        double busySeconds,
        double waitSeconds,
        OptionalDouble loss) {}
