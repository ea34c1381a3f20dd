/** Deploys the agent on a cluster, starts a run there, follows its events and stops it; the run itself lives there. */
@NullMarked
package org.aiperf.launch;

import org.jspecify.annotations.NullMarked;
