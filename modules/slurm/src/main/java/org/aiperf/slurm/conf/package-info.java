/**
 * Slurm's configuration files: reading them as Slurm does, and saying what is provably wrong with them. What Slurm takes
 * is known from its documentation and from trying it; {@code keys.txt} lists the keys of all versions.
 */
@NullMarked
package org.aiperf.slurm.conf;

import org.jspecify.annotations.NullMarked;
