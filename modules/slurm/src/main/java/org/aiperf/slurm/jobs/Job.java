package org.aiperf.slurm.jobs;

import java.util.Optional;
import java.util.Set;

/**
 * A job, or one component of a heterogeneous one, as Slurm sees it at the moment.
 *
 * @param leader the first component, for a component of a heterogeneous job
 * @param component its place among the components, from 0; 0 for other jobs
 * @param array the job array it is a task of
 * @param state a base state; but what stands there alone, such as {@code COMPLETING}, where no more was told
 * @param flags what is so on top of the state, such as {@code COMPLETING}
 * @param reason why it waits or failed, such as {@code Resources} or {@code BeginTime}; {@code None} where there is none
 * @param nodes a host list of what it has or had; empty while it waits
 * @param restarts how many times it was requeued
 */
public record Job(
        JobId id,
        Optional<JobId> leader,
        int component,
        Optional<JobId> array,
        String name,
        String user,
        String partition,
        JobState state,
        Set<JobState> flags,
        String reason,
        String nodes,
        int restarts,
        ExitStatus exit) {
    public Job {
        flags = Set.copyOf(flags);
    }

    /** Whether it is that job, a component of it or a task of it. */
    public boolean belongsTo(JobId other) {
        return id.equals(other)
                || leader.filter(other::equals).isPresent()
                || array.filter(other::equals).isPresent();
    }

    /** Whether it is that state, or has it as a flag. */
    public boolean is(JobState wanted) {
        return state == wanted || flags.contains(wanted);
    }

    /** Whether it holds nodes, and would notice a restart of their daemons. */
    public boolean holdsNodes() {
        return is(JobState.RUNNING) || is(JobState.SUSPENDED) || is(JobState.COMPLETING) || is(JobState.CONFIGURING);
    }
}
