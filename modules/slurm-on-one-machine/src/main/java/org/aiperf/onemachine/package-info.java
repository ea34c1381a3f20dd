/** Real Slurm and OpenSSH on this machine: daemons of the installed packages, as its user, under one folder. */
@NullMarked
package org.aiperf.onemachine;

import org.jspecify.annotations.NullMarked;
