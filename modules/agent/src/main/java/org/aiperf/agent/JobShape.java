package org.aiperf.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
    private static final Duration WARNING = Duration.ofMinutes(2);

    private static final String SLOT = "slot=";
    private static final String ALL = "all";

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
        return switch (settings.allocation()) {
            case JOBS -> jobForEach();
            case ONE -> Map.of(ALL, jobForAll());
        };
    }

    private Map<String, BatchJob> jobForEach() {
        Map<String, BatchJob> jobs = new LinkedHashMap<>();
        for (int i = 0; i < slaves.size(); i++) {
            String slot = Integer.toString(i + 1);
            Node slave = slaves.get(i);
            List<String> script = List.of(
                    run.workerScript().toString(), slot, Integer.toString(threads(slave)), limitSeconds(), exclusive());
            Resources resources = resources(slave).nodes(1).tasks(1);
            jobs.put(slot, new BatchJob(options(slot).signal(true, "TERM", warning()), resources, script));
        }
        return jobs;
    }

    /** Slaves of one kind are one component of the job; of several kinds it becomes a heterogeneous one. */
    private BatchJob jobForAll() {
        List<Resources> components = new ArrayList<>();
        List<String> script = new ArrayList<>(
                List.of(run.allocationScript().toString(), run.root().toString(), limitSeconds(), exclusive()));
        Map<Resources, List<Node>> kinds = slaves.stream()
                .collect(Collectors.groupingBy(this::resources, LinkedHashMap::new, Collectors.toList()));
        kinds.forEach((resources, nodes) -> {
            Resources component =
                    resources.nodes(nodes.size()).tasks(nodes.size()).tasksPerNode(1);
            components.add(settings.exclusive() ? component : resources.tasks(nodes.size()));
            script.add(Integer.toString(threads(nodes.getFirst())));
        });
        // The workers are warned themselves: they are steps of the job.
        return new BatchJob(options(ALL).signal(false, "TERM", warning()), components, script);
    }

    static String slotOf(String comment) {
        return comment.startsWith(SLOT) ? comment.substring(SLOT.length()) : "";
    }

    private String limitSeconds() {
        return Long.toString(access.timeLimitMinutes().orElse(0) * 60L);
    }

    /** Slurm gives it up to a minute earlier. */
    private Duration warning() {
        Duration quarter =
                Duration.ofMinutes(access.timeLimitMinutes().orElse(60)).dividedBy(4);
        return quarter.compareTo(WARNING) < 0 ? quarter : WARNING;
    }

    private String exclusive() {
        return settings.exclusive() ? "alone" : "shared";
    }

    private JobOptions options(String slot) {
        // A per cent sign begins a pattern of Slurm's.
        String log = run.logs().resolve("slurm-").toString().replace("%", "%%") + "%j.log";
        JobOptions options = JobOptions.NONE
                .name(jobName())
                .comment(SLOT + slot)
                .requeue(access.requeue())
                .output(log)
                .workingDirectory(run.root().toString());
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
