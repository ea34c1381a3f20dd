package org.aiperf.slurm.jobs;

import java.util.List;
import org.aiperf.slurm.Gres;

/**
 * What a job, a step or a component of a heterogeneous one asks for. Built by adding: {@code
 * Resources.ANY.nodes(2).cpusPerTask(4)}.
 *
 * @param options of sbatch and srun alike
 */
public record Resources(List<String> options) {
    /** Whatever the cluster gives by default. */
    public static final Resources ANY = new Resources(List.of());

    public Resources {
        options = List.copyOf(options);
    }

    public Resources partition(String name) {
        return with("partition", name);
    }

    public Resources nodes(int count) {
        return with("nodes", Arguments.positive("nodes", count));
    }

    public Resources tasks(int count) {
        return with("ntasks", Arguments.positive("tasks", count));
    }

    public Resources tasksPerNode(int count) {
        return with("ntasks-per-node", Arguments.positive("tasks per node", count));
    }

    /** Steps do not inherit it from their job from Slurm 22.05 on: say it for both. */
    public Resources cpusPerTask(int count) {
        return with("cpus-per-task", Arguments.positive("CPUs per task", count));
    }

    /** On each node. */
    public Resources memoryMebibytes(long mebibytes) {
        return with("mem", Arguments.positive("memory", mebibytes) + "M");
    }

    /** All memory of each node. */
    public Resources allMemory() {
        return with("mem", 0);
    }

    /** On each node; all kinds at once, as a second call would replace the first. */
    public Resources gres(List<Gres> each) {
        return each.isEmpty()
                ? this
                : with(
                        "gres",
                        String.join(",", each.stream().map(Gres::toString).toList()));
    }

    /** Shares its nodes with no other job; for a step, its CPUs with no other step. */
    public Resources exclusive() {
        return new Resources(Arguments.with(options, "--exclusive"));
    }

    /** Never on these nodes, a host list. */
    public Resources exclude(String hostList) {
        return with("exclude", hostList);
    }

    /** On all of these nodes, a host list. */
    public Resources nodeList(String hostList) {
        return with("nodelist", hostList);
    }

    /** On nodes with this feature. */
    public Resources constraint(String feature) {
        return with("constraint", feature);
    }

    private Resources with(String name, Object value) {
        return new Resources(Arguments.with(options, Arguments.option(name, value)));
    }
}
