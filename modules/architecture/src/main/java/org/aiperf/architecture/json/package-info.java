/** Architectures as files: our own JSON, and the graph JSON of the AIPerf reference. */
@NullMarked
package org.aiperf.architecture.json;

import org.jspecify.annotations.NullMarked;
