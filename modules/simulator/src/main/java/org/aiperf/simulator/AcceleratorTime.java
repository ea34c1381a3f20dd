package org.aiperf.simulator;

/** What the accelerators of all nodes did, in time of a node: its accelerators share every batch of a trial. */
final class AcceleratorTime {
    private final double executing;
    private long training;
    private long evaluating;

    /** @param waiting share of a training's time in which no batch is ready */
    AcceleratorTime(double waiting) {
        this.executing = 1 - waiting;
    }

    void add(boolean isEvaluation, long nanos) {
        if (isEvaluation) {
            evaluating += nanos;
        } else {
            training += nanos;
        }
    }

    /** Seconds in which nodes were training or evaluating. */
    double seconds() {
        return VirtualTime.seconds(training) * executing + VirtualTime.seconds(evaluating);
    }
}
