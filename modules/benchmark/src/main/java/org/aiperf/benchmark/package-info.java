/**
 * The search workload: its events and their fold, the plan that asks for it, the buffer and the history on the shared
 * folder, the score, and the rules by which a run counts as a benchmark result.
 */
@NullMarked
package org.aiperf.benchmark;

import org.jspecify.annotations.NullMarked;
