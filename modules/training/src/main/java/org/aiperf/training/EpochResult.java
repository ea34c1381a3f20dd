package org.aiperf.training;

/**
 * One finished epoch.
 *
 * @param epoch from 1
 * @param testAccuracy share of the test images classified rightly, from 0 to 1
 * @param testLoss mean cross-entropy of the test images
 * @param trainLoss mean loss of the epoch's batches, each before its step, with label smoothing
 * @param images trained on in this epoch
 * @param steps of this epoch
 * @param trainSeconds wall time of the steps and of the waits for their batches
 * @param seconds wall time of this epoch with its evaluation
 */
public record EpochResult(
        int epoch,
        double testAccuracy,
        double testLoss,
        double trainLoss,
        long images,
        int steps,
        double trainSeconds,
        double seconds) {}
