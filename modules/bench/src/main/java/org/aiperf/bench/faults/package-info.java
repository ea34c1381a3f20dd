/**
 * {@code aiperf bench faults}: whole runs through real Slurm, each of which loses a part of itself at a named moment, and
 * what became of its trials.
 */
@NullMarked
package org.aiperf.bench.faults;

import org.jspecify.annotations.NullMarked;
