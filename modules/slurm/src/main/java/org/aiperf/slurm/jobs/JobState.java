package org.aiperf.slurm.jobs;

import java.util.Arrays;
import java.util.Locale;

/** States of a job, and the flags that Slurm shows in their place. */
public enum JobState {
    PENDING,
    RUNNING,
    SUSPENDED,
    COMPLETED,
    CANCELLED,
    FAILED,
    TIMEOUT,
    NODE_FAIL,
    PREEMPTED,
    BOOT_FAIL,
    DEADLINE,
    OUT_OF_MEMORY,

    /** Over, but a process or an epilogue of it is still running. */
    COMPLETING,
    CONFIGURING,
    EXPEDITING,
    /** Being taken back into the queue. */
    REQUEUED,
    REQUEUE_HOLD,
    REQUEUE_FED,
    RESIZING,
    RESV_DEL_HOLD,
    REVOKED,
    SIGNALING,
    SPECIAL_EXIT,
    STAGE_OUT,
    STOPPED,
    LAUNCH_FAILED,
    RECONFIG_FAIL,
    POWER_UP_NODE,

    /** A word that this program does not know. */
    UNKNOWN;

    /** By Slurm's word, such as {@code NODE_FAIL}. */
    public static JobState of(String word) {
        String name = word.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** A state in which a job can be, as opposed to a flag that comes on top of one. */
    public boolean isBase() {
        return compareTo(OUT_OF_MEMORY) <= 0;
    }

    /** Whether the job will not run on: it has ended, well or badly. A requeued one is pending instead. */
    public boolean isFinal() {
        return compareTo(COMPLETED) >= 0 && isBase();
    }

    /** Whether it ended badly, or was ended. */
    public boolean isFailure() {
        return isFinal() && this != COMPLETED;
    }
}
