/**
 * A run is a stream of events. Here are the events that every workload shares, the log that keeps them, the pure fold
 * that makes them a state, and the pure scheduler that decides from a state what happens next. Real and simulated
 * clusters use the same two functions.
 */
@NullMarked
package org.aiperf.runs;

import org.jspecify.annotations.NullMarked;
