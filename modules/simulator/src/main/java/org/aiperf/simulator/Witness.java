package org.aiperf.simulator;

import org.aiperf.benchmark.SearchRun;
import org.aiperf.runs.Event;
import org.aiperf.runs.Recorded;

/** Sees what a master hears, orders and writes, and may throw if it should not. */
interface Witness {
    /** Sees nothing. */
    Witness NONE = new Witness() {};

    /** A worker said something, over a connection that the master listens to. */
    default void heard(Connection from, Event event) {}

    /** A worker is told to train. */
    default void ordered(Connection to, int trial, int attempt) {}

    /** An event is on the disk. */
    default void wrote(Recorded recorded) {}

    /** The master has done all that followed from what it heard. */
    default void stepped(SearchRun state) {}
}
