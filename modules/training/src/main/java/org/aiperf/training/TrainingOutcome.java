package org.aiperf.training;

/** How a training ended. */
public sealed interface TrainingOutcome {

    /** All epochs were trained. */
    record Completed() implements TrainingOutcome {}

    /** The listener asked to stop. */
    record Stopped() implements TrainingOutcome {}

    /** The loss is no longer a number. */
    record Diverged(String reason) implements TrainingOutcome {}
}
