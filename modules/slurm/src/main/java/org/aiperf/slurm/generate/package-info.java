/** Slurm's configuration files, made from a cluster file. */
@NullMarked
package org.aiperf.slurm.generate;

import org.jspecify.annotations.NullMarked;
