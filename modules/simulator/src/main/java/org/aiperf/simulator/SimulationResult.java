package org.aiperf.simulator;

/**
 * What came of a simulated run.
 *
 * @param efficiency share of the accelerators' time from the first dispatch to the end in which they were training or
 *     evaluating
 * @param score operations per second by the reference method
 * @param operations of all epochs that count, likewise
 * @param trials finished ones
 * @param virtualSeconds from the first event to the last
 * @param candidates that were found
 * @param lostAttempts whose worker was lost
 * @param failedTrials that were given up
 * @param refused things that workers said and that changed nothing
 * @param events that the master wrote
 * @param masterBusy share of the time in which the master was at work
 * @param endReason why the run was over
 */
public record SimulationResult(
        double efficiency,
        double score,
        double operations,
        int trials,
        double virtualSeconds,
        int candidates,
        long lostAttempts,
        long failedTrials,
        long refused,
        long events,
        double masterBusy,
        String endReason) {}
