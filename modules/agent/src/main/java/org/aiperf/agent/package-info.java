/**
 * The program that runs on the nodes of a cluster. The master keeps the run: it writes the events, schedules, and ends
 * the run; a worker trains on its accelerators and searches on its CPU.
 */
@NullMarked
package org.aiperf.agent;

import org.jspecify.annotations.NullMarked;
