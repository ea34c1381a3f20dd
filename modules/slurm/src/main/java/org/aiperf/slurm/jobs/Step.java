package org.aiperf.slurm.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A parallel program within a job, or with an allocation of its own.
 *
 * @param job the job whose nodes it runs on; empty inside a job's script, and for an allocation of its own
 * @param killOnBadExit whether all tasks end when one ends badly
 * @param parts several for a step over the components of a heterogeneous job
 */
public record Step(Optional<JobId> job, boolean killOnBadExit, List<Part> parts) {
    /**
     * @param component the component of the heterogeneous job it runs on, from 0; empty for other jobs
     * @param program with its arguments
     */
    public record Part(Optional<Integer> component, Resources resources, List<String> program) {
        public Part {
            program = Arguments.program(program);
        }
    }

    public Step {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a step needs a program");
        }
    }

    public Step(Resources resources, List<String> program) {
        this(Optional.empty(), true, List.of(new Part(Optional.empty(), resources, program)));
    }

    /** @param groupOption {@code het-group}, or what it was called before */
    List<String> argv(String groupOption) {
        List<String> argv = new ArrayList<>(List.of("srun"));
        job.ifPresent(id -> argv.add(Arguments.option("jobid", id)));
        if (killOnBadExit) {
            argv.add("--kill-on-bad-exit=1");
        }
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (i > 0) {
                argv.add(":");
            }
            part.component().ifPresent(component -> argv.add(Arguments.option(groupOption, component)));
            argv.addAll(part.resources().options());
            argv.addAll(part.program());
        }
        return argv;
    }
}
