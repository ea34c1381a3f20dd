package org.aiperf.slurm.apply;

/** What the daemons have to do to take up new files. */
public enum Reload {
    /** Nothing changes. */
    NONE,
    /** {@code scontrol reconfigure}: nothing stops. */
    RECONFIGURE,
    /** slurmctld and every slurmd start anew; jobs go on meanwhile. */
    RESTART
}
