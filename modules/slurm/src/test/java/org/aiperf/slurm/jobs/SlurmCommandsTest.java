package org.aiperf.slurm.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.aiperf.slurm.CommandResult;
import org.aiperf.slurm.Gres;
import org.aiperf.slurm.SlurmAnswerException;
import org.aiperf.slurm.SlurmVersion;
import org.junit.jupiter.api.Test;

/** The exact arguments: a wrong one is a job on the wrong nodes, or none. */
final class SlurmCommandsTest {
    private static final SlurmCommands DEBIAN = new SlurmCommands(new SlurmVersion(22, 5, 8));
    private static final SlurmCommands NEW = new SlurmCommands(new SlurmVersion(24, 5, 8));

    @Test
    void submitsAJobWithEverythingThatCanBeAskedFor() {
        JobOptions options = JobOptions.NONE
                .name("worker 1")
                .account("lab")
                .qualityOfService("high")
                .timeLimit(Duration.ofHours(25).plusSeconds(61))
                .requeue(true)
                .output("/shared/logs/%j.log")
                .workingDirectory("/shared")
                .signal(true, "TERM", Duration.ofSeconds(60))
                .comment("run 7");
        Resources resources = Resources.ANY
                .partition("gpu")
                .nodes(2)
                .tasks(4)
                .tasksPerNode(2)
                .cpusPerTask(8)
                .memoryMebibytes(64_000)
                .gres(List.of(new Gres("gpu", "a100", 4), new Gres("nic", "", 1)))
                .exclusive()
                .exclude("n[3-4]")
                .nodeList("n1,n2")
                .constraint("ib");

        List<String> argv = DEBIAN.submit(
                        new BatchJob(options, resources, List.of("/shared/worker.sh", "a b", "--x=1")))
                .argv();

        assertThat(argv)
                .containsExactly(
                        "sbatch",
                        "--parsable",
                        "--job-name=worker 1",
                        "--account=lab",
                        "--qos=high",
                        "--time=1-01:01:01",
                        "--requeue",
                        "--output=/shared/logs/%j.log",
                        "--open-mode=append",
                        "--chdir=/shared",
                        "--signal=B:TERM@60",
                        "--comment=run 7",
                        "--partition=gpu",
                        "--nodes=2",
                        "--ntasks=4",
                        "--ntasks-per-node=2",
                        "--cpus-per-task=8",
                        "--mem=64000M",
                        "--gres=gpu:a100:4,nic:1",
                        "--exclusive",
                        "--exclude=n[3-4]",
                        "--nodelist=n1,n2",
                        "--constraint=ib",
                        "/shared/worker.sh",
                        "a b",
                        "--x=1");
    }

    @Test
    void putsAColonBetweenComponents() {
        BatchJob job = new BatchJob(
                JobOptions.NONE.name("mixed").requeue(false),
                List.of(Resources.ANY.nodes(1), Resources.ANY.nodes(2).gres(List.of(new Gres("gpu", "", 1)))),
                List.of("run.sh"));
        Step step = new Step(
                Optional.of(new JobId(7)),
                true,
                List.of(
                        new Step.Part(Optional.of(0), Resources.ANY.tasks(1), List.of("master")),
                        new Step.Part(Optional.of(1), Resources.ANY.tasks(2), List.of("worker", "-v"))));

        assertThat(String.join(" ", DEBIAN.submit(job).argv()))
                .isEqualTo("sbatch --parsable --job-name=mixed --no-requeue --nodes=1 : --nodes=2 --gres=gpu:1 run.sh");
        assertThat(String.join(" ", DEBIAN.run(step)))
                .isEqualTo("srun --jobid=7 --kill-on-bad-exit=1 --het-group=0 --ntasks=1 master"
                        + " : --het-group=1 --ntasks=2 worker -v");
        assertThat(new SlurmCommands(new SlurmVersion(18, 8, 9)).run(step)).contains("--pack-group=1");
    }

    @Test
    void refusesWhatSlurmWouldTakeForSomethingElse() {
        assertThatThrownBy(() -> JobOptions.NONE.name("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JobOptions.NONE.comment("a\nb")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Resources.ANY.nodes(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BatchJob(JobOptions.NONE, Resources.ANY, List.of("-x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BatchJob(JobOptions.NONE, Resources.ANY, List.of("x", ":", "y")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Gres("gpu,mem", "", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(JobOptions.NONE.name("-rf").options()).containsExactly("--job-name=-rf");
    }

    @Test
    void asksInTheWayThatTheVersionKnows() {
        JobId id = new JobId(5);
        List<JobId> ids = List.of(id, new JobId(6));

        assertThat(String.join(" ", DEBIAN.job(id).argv())).isEqualTo("scontrol show job 5 --oneliner");
        assertThat(String.join(" ", DEBIAN.jobs(ids).argv())).isEqualTo("scontrol show job --oneliner");
        assertThat(String.join(" ", DEBIAN.allJobs().argv())).isEqualTo("squeue --json --states=all");
        assertThat(String.join(" ", DEBIAN.nodes().argv())).isEqualTo("sinfo --json");
        assertThat(String.join(" ", NEW.job(id).argv())).isEqualTo("squeue --json --states=all --jobs=5");
        assertThat(String.join(" ", NEW.jobs(ids).argv())).isEqualTo("squeue --json --states=all --jobs=5,6");
        assertThat(String.join(" ", NEW.nodes().argv())).isEqualTo("scontrol show nodes --json");
        SlurmCommands between = new SlurmCommands(new SlurmVersion(23, 2, 7));
        assertThat(String.join(" ", between.jobs(ids).argv())).isEqualTo("squeue --json --states=all --me");
        SlurmCommands old = new SlurmCommands(new SlurmVersion(17, 11, 5));
        assertThat(String.join(" ", old.nodes().argv())).isEqualTo("scontrol show nodes --oneliner");
        assertThat(String.join(" ", NEW.withoutJson().job(id).argv())).isEqualTo("scontrol show job 5 --oneliner");
        assertThat(String.join(" ", NEW.withoutJson().allJobs().argv())).isEqualTo("scontrol show job --oneliner");
    }

    @Test
    void steersAJob() {
        JobId id = new JobId(5);

        assertThat(DEBIAN.cancel(id)).containsExactly("scancel", "5");
        assertThat(DEBIAN.signal(id, "TERM", true)).containsExactly("scancel", "--signal=TERM", "--batch", "5");
        assertThat(DEBIAN.requeue(id)).containsExactly("scontrol", "requeue", "5");
        assertThat(DEBIAN.startNow(id)).containsExactly("scontrol", "update", "jobid=5", "StartTime=now");
        assertThat(DEBIAN.setNodeState("n[1-2]", "drain", "new fan"))
                .containsExactly("scontrol", "update", "nodename=n[1-2]", "state=drain", "reason=new fan");
    }

    @Test
    void readsTheNumberOfASubmittedJob() throws SlurmAnswerException {
        Query<JobId> submit = DEBIAN.submit(new BatchJob(JobOptions.NONE, Resources.ANY, List.of("run.sh")));

        assertThat(submit.parse(new CommandResult(0, "12\n", ""))).isEqualTo(new JobId(12));
        assertThat(submit.parse(new CommandResult(0, "Welcome to 2026\n12;cluster\n", "")))
                .isEqualTo(new JobId(12));
        assertThatThrownBy(() -> submit.parse(new CommandResult(0, "hello\n", "")))
                .isInstanceOf(SlurmAnswerException.class);
        assertThatThrownBy(() -> submit.parse(
                        new CommandResult(1, "", "sbatch: error: invalid partition specified: gpu\nmore\n")))
                .isInstanceOf(SlurmAnswerException.class)
                .hasMessageContaining("invalid partition specified: gpu")
                .hasMessageContaining("exit code 1");
    }

    @Test
    void aJobThatSlurmForgotIsNoJob() throws SlurmAnswerException {
        CommandResult forgotten = new CommandResult(1, "", "slurm_load_jobs error: Invalid job id specified\n");

        assertThat(DEBIAN.job(new JobId(5)).parse(forgotten)).isEmpty();
        assertThat(NEW.jobs(List.of(new JobId(5))).parse(forgotten)).isEmpty();
    }

    @Test
    void findsTheJobsOfARunByTheirNameWhateverTheirCommentSays() throws SlurmAnswerException {
        var query = DEBIAN.named("aiperf-run-1");
        assertThat(query.argv())
                .containsExactly(
                        "squeue",
                        "--noheader",
                        "--me",
                        "--states=all",
                        "--name=aiperf-run-1",
                        "--format=%i|%T|%r|%N|%k");

        List<QueuedJob> jobs = query.parse(new CommandResult(0, """
                7|PENDING|BeginTime||slot=2
                8|RUNNING|None|slave[1-2]|a|b
                9+1|COMPLETING|None|slave1|slot=3
                """, ""));

        assertThat(jobs)
                .containsExactly(
                        new QueuedJob(new JobId(7), JobState.PENDING, "BeginTime", "", "slot=2"),
                        new QueuedJob(new JobId(8), JobState.RUNNING, "None", "slave[1-2]", "a|b"),
                        new QueuedJob(new JobId(9), JobState.COMPLETING, "None", "slave1", "slot=3"));
        assertThat(jobs.stream().map(QueuedJob::isActive)).containsExactly(true, true, false);
        assertThatThrownBy(() -> query.parse(new CommandResult(0, "slurm is ill\n", "")))
                .hasMessageContaining("slurm is ill");
    }
}
