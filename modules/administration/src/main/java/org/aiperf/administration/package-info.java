/** The clusters that a user knows, and Slurm's files on their nodes: what commands and desktop do alike. */
@NullMarked
package org.aiperf.administration;

import org.jspecify.annotations.NullMarked;
