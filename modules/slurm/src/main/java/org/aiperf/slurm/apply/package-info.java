/**
 * Bringing configuration files to the nodes of a cluster and back: what would change, what has to be restarted for it,
 * and doing it so that every step can be undone. Nodes are reached through {@link org.aiperf.slurm.apply.SlurmHost}.
 */
@NullMarked
package org.aiperf.slurm.apply;

import org.jspecify.annotations.NullMarked;
