package org.aiperf.slurm.jobs;

/**
 * How a job's script ended; both 0 while it has not.
 *
 * @param code what it returned, from 0 to 255
 * @param signal the signal that ended it, or 0
 */
public record ExitStatus(int code, int signal) {
    static final ExitStatus ZERO = new ExitStatus(0, 0);

    /** From a status as {@code wait(2)} gives it. */
    static ExitStatus ofWaitStatus(long status) {
        return new ExitStatus((int) (status >> 8 & 0xff), (int) (status & 0x7f));
    }
}
