/** How many operations one image costs an architecture, counted layer by layer by one of two methods. */
@NullMarked
package org.aiperf.architecture.counting;

import org.jspecify.annotations.NullMarked;
