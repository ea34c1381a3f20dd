/** Slurm as this house sees it: versions, host lists, generic resources, and answers of its commands. */
@NullMarked
package org.aiperf.slurm;

import org.jspecify.annotations.NullMarked;
