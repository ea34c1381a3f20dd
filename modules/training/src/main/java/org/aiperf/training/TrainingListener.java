package org.aiperf.training;

import java.util.List;

/** Is told how a training goes, on the thread that trains. */
public interface TrainingListener {

    /** Hears nothing and never asks to stop. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * The training goes on from where an earlier one was; said before anything else.
     *
     * @param testLosses of the epochs that it had finished
     */
    default void wentOn(List<Double> testLosses) {}

    /** The network was evaluated before its first step. */
    default void evaluatedAtStart(Evaluation evaluation) {}

    /** About once a second, and at the end of every epoch: what was computed since the last such call. */
    default void progressed(TrainingProgress progress) {}

    /** An epoch ended and the network was evaluated. */
    default void epochFinished(EpochResult epoch) {}

    /** Whether the training has come to its end although epochs are left; asked between two epochs. */
    default boolean isEnough() {
        return false;
    }

    /** Whether to break the training off before the next step. */
    default boolean stopRequested() {
        return false;
    }
}
