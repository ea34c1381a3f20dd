package org.aiperf.training;

/** Is told how a training goes, on the thread that trains. */
public interface TrainingListener {

    /** Hears nothing and never asks to stop. */
    TrainingListener NONE = new TrainingListener() {};

    /** The network was evaluated before its first step. */
    default void evaluatedAtStart(Evaluation evaluation) {}

    /** About once a second, and at the end of every epoch: what was computed since the last such call. */
    default void progressed(TrainingProgress progress) {}

    /** An epoch ended and the network was evaluated. */
    default void epochFinished(EpochResult epoch) {}

    /** Whether to end the training before the next step. */
    default boolean stopRequested() {
        return false;
    }
}
