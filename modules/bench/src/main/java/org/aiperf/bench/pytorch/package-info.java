/**
 * The peer of the training benchmark: DJL's PyTorch engine, in a process and a class path of its own. Nothing here may
 * use another module.
 */
@NullMarked
package org.aiperf.bench.pytorch;

import org.jspecify.annotations.NullMarked;
