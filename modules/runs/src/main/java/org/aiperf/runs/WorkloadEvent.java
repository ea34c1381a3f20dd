package org.aiperf.runs;

/** An event of one workload; each workload seals its own family below this and folds it itself. */
public non-sealed interface WorkloadEvent extends Event {}
