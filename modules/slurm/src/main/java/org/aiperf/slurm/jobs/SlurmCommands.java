package org.aiperf.slurm.jobs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.aiperf.slurm.SlurmVersion;

/**
 * The argument lists of Slurm's commands, and how their answers are read, for one version of Slurm. JSON is asked for
 * where the version has it for what is asked, and lines of {@code key=value} elsewhere.
 */
public final class SlurmCommands {
    private final SlurmVersion version;
    private final boolean json;

    public SlurmCommands(SlurmVersion version) {
        this(version, true);
    }

    private SlurmCommands(SlurmVersion version, boolean json) {
        this.version = version;
        this.json = json;
    }

    /** For a site whose Slurm was built without JSON. */
    public SlurmCommands withoutJson() {
        return new SlurmCommands(version, false);
    }

    public SlurmVersion version() {
        return version;
    }

    /** What version there is. */
    public static Query<Optional<SlurmVersion>> askVersion() {
        return new Query<>(List.of("sinfo", "--version"), SlurmVersion::parse);
    }

    /** Submits a job. */
    public Query<JobId> submit(BatchJob job) {
        return new Query<>(job.argv(), JobId::ofSubmission);
    }

    /** Runs a program on nodes and waits for it. */
    public List<String> run(Step step) {
        return step.argv(version.isAtLeast(20, 2) ? "het-group" : "pack-group");
    }

    /** One job, with its components or tasks; none if Slurm does not know it, or no longer. */
    public Query<List<Job>> job(JobId id) {
        List<JobId> ids = List.of(id);
        return json && version.isAtLeast(23, 2)
                ? jsonJobs(List.of("squeue", "--json", "--states=all", "--jobs=" + id), ids)
                : textJobs(List.of("scontrol", "show", "job", id.toString(), "--oneliner"), ids);
    }

    /**
     * Several jobs at once, in any order; those that Slurm does not know are missing. Versions that cannot choose tell
     * of every job of the user, or of the cluster, and the others are dropped here.
     */
    public Query<List<Job>> jobs(Collection<JobId> ids) {
        if (json && version.isAtLeast(24, 5)) {
            String list = String.join(",", ids.stream().map(JobId::toString).toList());
            return jsonJobs(List.of("squeue", "--json", "--states=all", "--jobs=" + list), ids);
        }
        return json && version.isAtLeast(23, 2)
                ? jsonJobs(List.of("squeue", "--json", "--states=all", "--me"), ids)
                : textJobs(List.of("scontrol", "show", "job", "--oneliner"), ids);
    }

    /** The user's own jobs of this name, in any order, and those that ended lately; cheap where the queue is long. */
    public Query<List<QueuedJob>> named(String name) {
        return new Query<>(
                List.of(
                        "squeue",
                        "--noheader",
                        "--me",
                        "--states=all",
                        Arguments.option("name", name),
                        "--format=" + QueuedJob.FORMAT),
                QueuedJob::read);
    }

    /** Every job in the queue, and those that ended lately. */
    public Query<List<Job>> allJobs() {
        return json && version.isAtLeast(21, 8)
                ? new Query<>(List.of("squeue", "--json", "--states=all"), JobsJson::read)
                : new Query<>(List.of("scontrol", "show", "job", "--oneliner"), JobsText::read);
    }

    /** Every node, hidden ones not. */
    public Query<List<SlurmNode>> nodes() {
        if (json && version.isAtLeast(23, 2)) {
            return new Query<>(List.of("scontrol", "show", "nodes", "--json"), NodesJson::read);
        }
        return json && version.isAtLeast(21, 8)
                ? new Query<>(List.of("sinfo", "--json"), NodesJson::read)
                : new Query<>(List.of("scontrol", "show", "nodes", "--oneliner"), NodesText::read);
    }

    /** Ends a job with everything in it. */
    public List<String> cancel(JobId id) {
        return List.of("scancel", id.toString());
    }

    /**
     * Sends a signal, such as {@code TERM}.
     *
     * @param toScriptOnly whether the batch script alone gets it, else the steps alone
     */
    public List<String> signal(JobId id, String signal, boolean toScriptOnly) {
        List<String> argv = new ArrayList<>(List.of("scancel", Arguments.option("signal", signal)));
        if (toScriptOnly) {
            argv.add("--batch");
        }
        argv.add(id.toString());
        return argv;
    }

    /** Takes a job back into the queue; it becomes eligible some two minutes later. */
    public List<String> requeue(JobId id) {
        return List.of("scontrol", "requeue", id.toString());
    }

    /** Lifts the two-minute hold of a requeued job. */
    public List<String> startNow(JobId id) {
        return List.of("scontrol", "update", "jobid=" + id, "StartTime=now");
    }

    /** Ends with 0 if and only if a controller answers. */
    public List<String> ping() {
        return List.of("scontrol", "ping");
    }

    /** Sets the state of nodes, a host list: {@code idle}, {@code resume}, {@code drain}. */
    public List<String> setNodeState(String hostList, String state, String reason) {
        List<String> argv = new ArrayList<>(List.of(
                "scontrol",
                "update",
                "nodename=" + Arguments.text("node list", hostList),
                "state=" + Arguments.text("state", state)));
        if (!reason.isEmpty()) {
            argv.add("reason=" + Arguments.text("reason", reason));
        }
        return argv;
    }

    private static Query<List<Job>> jsonJobs(List<String> argv, Collection<JobId> ids) {
        return new Query<>(argv, output -> only(JobsJson.read(output), ids), output -> List.of());
    }

    private static Query<List<Job>> textJobs(List<String> argv, Collection<JobId> ids) {
        return new Query<>(argv, output -> only(JobsText.read(output), ids), output -> List.of());
    }

    private static List<Job> only(List<Job> jobs, Collection<JobId> ids) {
        return jobs.stream()
                .filter(job -> ids.stream().anyMatch(job::belongsTo))
                .toList();
    }
}
