/** The sections of a plan, how they are read over a preset, and what follows from them for one trial. */
@NullMarked
package org.aiperf.benchmark.plan;

import org.jspecify.annotations.NullMarked;
