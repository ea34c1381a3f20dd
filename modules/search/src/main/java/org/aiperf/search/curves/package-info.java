/** What a training that is under way will come to: learning curves, and when to stop early. */
@NullMarked
package org.aiperf.search.curves;

import org.jspecify.annotations.NullMarked;
