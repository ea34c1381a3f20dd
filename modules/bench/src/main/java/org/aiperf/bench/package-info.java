/**
 * What {@code aiperf bench} measures: ours beside each peer, alternating, in the same run. It comes with a checkout and is
 * shipped in no installer.
 */
@NullMarked
package org.aiperf.bench;

import org.jspecify.annotations.NullMarked;
