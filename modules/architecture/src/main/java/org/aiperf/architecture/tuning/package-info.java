/** What a search for hyperparameters changes in a network: the kernels of its convolutions and the rate of its dropout. */
@NullMarked
package org.aiperf.architecture.tuning;

import org.jspecify.annotations.NullMarked;
