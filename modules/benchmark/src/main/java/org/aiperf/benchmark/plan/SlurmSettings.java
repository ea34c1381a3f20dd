package org.aiperf.benchmark.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the workers of a run are submitted to a cluster that Slurm runs.
 *
 * @param exclusive whether a worker has its node for itself, which is what measures the node
 */
public record SlurmSettings(Allocation allocation, boolean exclusive) {

    /** What is submitted. */
    public enum Allocation {
        /** A job for each worker: each begins, ends and is replaced by itself. */
        JOBS,
        /** One job with all workers as its tasks: they begin together, and are replaced together. */
        ONE;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads the section. */
    public static SlurmSettings read(PlanSection plan) {
        List<String> words =
                Arrays.stream(Allocation.values()).map(Allocation::word).toList();
        SlurmSettings slurm = new SlurmSettings(
                Allocation.valueOf(plan.choice("allocation", words).toUpperCase(Locale.ROOT)), plan.flag("exclusive"));
        plan.refuseUnknown();
        return slurm;
    }
}
