/** Jobs: argument lists of Slurm's commands, and what those commands answer. Nothing here runs anything. */
@NullMarked
package org.aiperf.slurm.jobs;

import org.jspecify.annotations.NullMarked;
