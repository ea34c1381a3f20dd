/**
 * Sessions are the runs that this computer has seen, kept in one SQLite file: every event as it was, and one row per
 * run that sums them up. The events are the truth; the rows are folded from them.
 */
@NullMarked
package org.aiperf.sessions;

import org.jspecify.annotations.NullMarked;
