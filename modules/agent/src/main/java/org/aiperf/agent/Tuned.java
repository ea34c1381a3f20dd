package org.aiperf.agent;

import org.aiperf.benchmark.Hyperparameters;
import org.aiperf.benchmark.TunedNetwork;

/** Hyperparameters of a training of its own, and what its network costs with them. */
record Tuned(Hyperparameters hyperparameters, TunedNetwork network) {}
