/** The clusters of the user without their window: adding, probing, checking, Slurm's files, runs; and what is asked meanwhile. */
@NullMarked
package org.aiperf.app.clusters;

import org.jspecify.annotations.NullMarked;
