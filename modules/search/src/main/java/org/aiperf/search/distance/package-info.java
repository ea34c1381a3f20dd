/** How far apart two architectures are: the edit distance of AIPerf's search over layers and skips. */
@NullMarked
package org.aiperf.search.distance;

import org.jspecify.annotations.NullMarked;
