/** Data sets as they are named on the command line and in plans: readers, generators, and what is wrong with them. */
@NullMarked
package org.aiperf.datasets;

import org.jspecify.annotations.NullMarked;
