package org.aiperf.slurm.jobs;

import java.util.ArrayList;
import java.util.List;

/**
 * A job to submit.
 *
 * @param components one, or several for a heterogeneous job
 * @param script a file on the cluster that starts with {@code #!}, and its arguments; Slurm keeps a copy of it
 */
public record BatchJob(JobOptions options, List<Resources> components, List<String> script) {
    public BatchJob {
        components = List.copyOf(components);
        script = Arguments.program(script);
        if (components.isEmpty()) {
            throw new IllegalArgumentException("a job needs a component");
        }
    }

    public BatchJob(JobOptions options, Resources resources, List<String> script) {
        this(options, List.of(resources), script);
    }

    List<String> argv() {
        List<String> argv = new ArrayList<>(List.of("sbatch", "--parsable"));
        argv.addAll(options.options());
        for (int i = 0; i < components.size(); i++) {
            if (i > 0) {
                argv.add(":");
            }
            argv.addAll(components.get(i).options());
        }
        argv.addAll(script);
        return argv;
    }
}
