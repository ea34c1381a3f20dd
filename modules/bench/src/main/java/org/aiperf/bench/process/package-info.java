/** Programs that measure on demand in a process of their own, so that two of them can take turns; both ends of the wire. */
@NullMarked
package org.aiperf.bench.process;

import org.jspecify.annotations.NullMarked;
