/** What a run will come to, reckoned from its plan and a short calibration of the hardware. */
@NullMarked
package org.aiperf.benchmark.prediction;

import org.jspecify.annotations.NullMarked;
