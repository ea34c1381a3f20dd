package org.aiperf.runs;

/** What the scheduler wants done. Whoever carries it out writes the event that says so. */
public sealed interface Command {

    /** Give a trial to an idle worker. */
    record Assign(int trial, int attempt, String worker) implements Command {}

    /** Have a worker's CPU search one new candidate, to be known by this number. */
    record Seek(int candidate, String worker) implements Command {}

    /** A trial that lost its worker too often is given up. */
    record Abandon(int trial, int attempt, String reason) implements Command {}

    /** Ask for the end: no new work, running trials stop at their next step. */
    record Stop(String reason) implements Command {}

    /** Nothing is left to wait for. */
    record End(String reason) implements Command {}
}
