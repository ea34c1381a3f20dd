/**
 * A search run on a cluster that is not there: the real scheduler, the real folds and the real master on a virtual clock,
 * with workers, network, disk and faults that are modelled. Everything follows from the arguments and a seed.
 */
@NullMarked
package org.aiperf.simulator;

import org.jspecify.annotations.NullMarked;
