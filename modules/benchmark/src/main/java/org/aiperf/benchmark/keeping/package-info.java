/**
 * What the master of a search run decides, as code without sockets, files and clocks: a real master and a simulated one
 * are the same {@link org.aiperf.benchmark.keeping.RunKeeper} in other surroundings.
 */
@NullMarked
package org.aiperf.benchmark.keeping;

import org.jspecify.annotations.NullMarked;
