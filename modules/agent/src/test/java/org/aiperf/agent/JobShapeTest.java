package org.aiperf.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.aiperf.benchmark.plan.SlurmSettings;
import org.aiperf.benchmark.plan.SlurmSettings.Allocation;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Accelerator.Kind;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SlurmAccess;
import org.aiperf.cluster.SshAddress;
import org.aiperf.runs.RunFolder;
import org.aiperf.slurm.SlurmVersion;
import org.aiperf.slurm.jobs.BatchJob;
import org.aiperf.slurm.jobs.SlurmCommands;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a site is asked for: the wrong partition, account or limit is a job that never starts, or somebody else's bill. */
final class JobShapeTest {
    private static final RunFolder RUN = new RunFolder(Path.of("/shared/100%/runs/a-1"));
    private static final SlurmCommands COMMANDS = new SlurmCommands(new SlurmVersion(22, 5, 8));

    private static Cluster cluster(SlurmAccess access, List<Accelerator> ofSecond) {
        Accelerator cpu = new Accelerator(Kind.CPU, "", 0, 4);
        return new Cluster(
                "lab",
                "/shared",
                Optional.of(access),
                List.of(
                        new Node("head", Role.MASTER, SshAddress.of("head"), List.of()),
                        new Node("n1", Role.SLAVE, Optional.empty(), Optional.empty(), Optional.empty(), List.of(cpu)),
                        new Node("n2", Role.SLAVE, Optional.empty(), Optional.empty(), Optional.empty(), ofSecond)));
    }

    private static List<String> argv(@Nullable BatchJob job) {
        return COMMANDS.submit(Objects.requireNonNull(job)).argv();
    }

    @Test
    void aJobAsksForWhatTheClusterFileSaysAndNamesItsSlot() {
        SlurmAccess access =
                new SlurmAccess(Optional.of("gpu"), Optional.of("team"), OptionalInt.of(90), true, "/etc/slurm");
        Accelerator gpu = new Accelerator(Kind.NVIDIA, "NVIDIA A100-SXM4-40GB", 40_000, 3);
        Map<String, BatchJob> jobs =
                new JobShape(RUN, cluster(access, List.of(gpu, gpu)), new SlurmSettings(Allocation.JOBS, true)).jobs();

        assertThat(jobs).containsOnlyKeys("1", "2");
        assertThat(argv(jobs.get("2")))
                .containsExactly(
                        "sbatch",
                        "--parsable",
                        "--job-name=aiperf-a-1",
                        "--comment=slot=2",
                        "--requeue",
                        "--output=/shared/100%%/runs/a-1/logs/slurm-%j.log",
                        "--open-mode=append",
                        "--chdir=/shared/100%/runs/a-1",
                        "--account=team",
                        "--time=0-01:30:00",
                        "--signal=B:TERM@120",
                        "--cpus-per-task=6",
                        "--gres=gpu:2",
                        "--partition=gpu",
                        "--exclusive",
                        "--mem=0",
                        "--nodes=1",
                        "--ntasks=1",
                        "/shared/100%/runs/a-1/worker.sh",
                        "2",
                        "6",
                        "5400",
                        "alone");
    }

    @Test
    void whatIsLeftOutIsLeftToSlurm() {
        SlurmAccess access =
                new SlurmAccess(Optional.empty(), Optional.empty(), OptionalInt.empty(), false, "/etc/slurm");
        Accelerator npu = new Accelerator(Kind.ASCEND, "910", 32_000, 1);
        Map<String, BatchJob> jobs =
                new JobShape(RUN, cluster(access, List.of(npu)), new SlurmSettings(Allocation.JOBS, false)).jobs();

        assertThat(argv(jobs.get("1")))
                .contains("--no-requeue", "--cpus-per-task=4")
                .noneMatch(word -> word.startsWith("--partition")
                        || word.startsWith("--account")
                        || word.startsWith("--time")
                        || word.startsWith("--mem")
                        || word.startsWith("--gres")
                        || word.equals("--exclusive"))
                .endsWith("1", "4", "0", "shared");
        assertThat(argv(jobs.get("2"))).contains("--gres=npu:1");
    }

    @Test
    void oneAllocationHoldsAllWorkersWithAComponentForEachKindOfSlave() {
        SlurmAccess access =
                new SlurmAccess(Optional.of("p"), Optional.empty(), OptionalInt.empty(), true, "/etc/slurm");
        Accelerator gpu = new Accelerator(Kind.NVIDIA, "A100", 40_000, 3);
        Accelerator cpu = new Accelerator(Kind.CPU, "", 0, 4);

        Map<String, BatchJob> alike =
                new JobShape(RUN, cluster(access, List.of(cpu)), new SlurmSettings(Allocation.ONE, true)).jobs();
        assertThat(alike).containsOnlyKeys("all");
        assertThat(argv(alike.get("all")))
                .contains("--comment=slot=all", "--signal=TERM@120", "--nodes=2", "--ntasks=2", "--ntasks-per-node=1")
                .doesNotContain(":")
                .endsWith("/shared/100%/runs/a-1/allocation.sh", "/shared/100%/runs/a-1", "0", "alone", "4");

        Map<String, BatchJob> mixed =
                new JobShape(RUN, cluster(access, List.of(gpu)), new SlurmSettings(Allocation.ONE, true)).jobs();
        List<String> argv = argv(mixed.get("all"));
        assertThat(argv).contains(":", "--nodes=1", "--gres=gpu:1").doesNotContain("--nodes=2");
        assertThat(argv).endsWith("0", "alone", "4", "3");
    }
}
