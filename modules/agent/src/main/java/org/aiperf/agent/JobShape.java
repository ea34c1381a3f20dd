package org.aiperf.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aiperf.benchmark.plan.SlurmSettings;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.SlurmAccess;
import org.aiperf.runs.RunFolder;
import org.aiperf.slurm.Gres;
import org.aiperf.slurm.jobs.BatchJob;
import org.aiperf.slurm.jobs.JobOptions;
import org.aiperf.slurm.jobs.Resources;

/** What is submitted for the workers of a run. Slurm chooses the nodes; the cluster file says what each must have. */
final class JobShape {
    /** A worker finishes its epoch and writes its checkpoint in this time before its job's limit. */
    static final Duration WARNING = Duration.ofMinutes(2);

    private static final String SLOT = "slot=";

    private final RunFolder run;
    private final SlurmAccess access;
    private final SlurmSettings settings;
    private final List<Node> slaves;

    JobShape(RunFolder run, Cluster cluster, SlurmSettings settings) {
        this.run = run;
        this.access = cluster.slurm().orElseThrow(() -> new IllegalArgumentException(cluster.name() + " has no Slurm"));
        this.settings = settings;
        this.slaves = cluster.slaves();
    }

    /** What all jobs of the run are called. */
    String jobName() {
        return "aiperf-" + run.root().getFileName();
    }

    /** The jobs that the run needs, by their slots; a slot is in the comment of its job. */
    Map<String, BatchJob> jobs() {
        Map<String, BatchJob> jobs = new LinkedHashMap<>();
        for (int i = 0; i < slaves.size(); i++) {
            String slot = Integer.toString(i + 1);
            jobs.put(slot, job(slot, slaves.get(i)));
        }
        return jobs;
    }

    static String slotOf(String comment) {
        return comment.startsWith(SLOT) ? comment.substring(SLOT.length()) : "";
    }

    private BatchJob job(String slot, Node slave) {
        return new BatchJob(
                options(slot),
                resources(slave).nodes(1).tasks(1),
                List.of(
                        script().toString(),
                        slot,
                        Integer.toString(threads(slave)),
                        Long.toString(access.timeLimitMinutes().orElse(0) * 60L),
                        settings.exclusive() ? "alone" : "shared"));
    }

    private Path script() {
        return run.workerScript();
    }

    private JobOptions options(String slot) {
        // A per cent sign begins a pattern of Slurm's.
        String log = run.logs().resolve("slurm-").toString().replace("%", "%%") + "%j.log";
        JobOptions options = JobOptions.NONE
                .name(jobName())
                .comment(SLOT + slot)
                .requeue(access.requeue())
                .output(log)
                .workingDirectory(run.root().toString())
                .signal(true, "TERM", WARNING);
        if (access.account().isPresent()) {
            options = options.account(access.account().get());
        }
        if (access.timeLimitMinutes().isPresent()) {
            options = options.timeLimit(
                    Duration.ofMinutes(access.timeLimitMinutes().getAsInt()));
        }
        return options;
    }

    private Resources resources(Node slave) {
        Resources resources = Resources.ANY.cpusPerTask(threads(slave)).gres(gres(slave));
        if (access.partition().isPresent()) {
            resources = resources.partition(access.partition().get());
        }
        return settings.exclusive() ? resources.exclusive().allMemory() : resources;
    }

    private static int threads(Node slave) {
        return Math.max(
                1, slave.accelerators().stream().mapToInt(Accelerator::threads).sum());
    }

    /** Untyped, because the file names models as their makers do and a site names its types as it likes. */
    private static List<Gres> gres(Node slave) {
        List<Gres> wanted = new ArrayList<>();
        for (String name : List.of("gpu", "npu")) {
            long count = slave.accelerators().stream()
                    .filter(accelerator -> name.equals(gresName(accelerator.kind())))
                    .count();
            if (count > 0) {
                wanted.add(new Gres(name, "", count));
            }
        }
        return wanted;
    }

    private static String gresName(Accelerator.Kind kind) {
        return switch (kind) {
            case CPU -> "";
            case NVIDIA, AMD, INTEL -> "gpu";
            case ASCEND -> "npu";
        };
    }
}
