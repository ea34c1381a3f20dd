package org.aiperf.slurm.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Accelerator.Kind;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Hardware;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SshAddress;
import org.aiperf.problems.Problems;
import org.aiperf.slurm.Gres;
import org.aiperf.slurm.SlurmVersion;
import org.aiperf.slurm.apply.ApplyPlan;
import org.aiperf.slurm.apply.Daemons;
import org.aiperf.slurm.apply.Reload;
import org.aiperf.slurm.apply.SlurmConfiguration;
import org.aiperf.slurm.apply.Surroundings;
import org.aiperf.slurm.generate.SlurmFiles;
import org.aiperf.slurm.generate.SlurmLayout;
import org.aiperf.slurm.jobs.BatchJob;
import org.aiperf.slurm.jobs.ExitStatus;
import org.aiperf.slurm.jobs.Job;
import org.aiperf.slurm.jobs.JobId;
import org.aiperf.slurm.jobs.JobOptions;
import org.aiperf.slurm.jobs.JobState;
import org.aiperf.slurm.jobs.Query;
import org.aiperf.slurm.jobs.Resources;
import org.aiperf.slurm.jobs.SlurmCommands;
import org.aiperf.slurm.jobs.SlurmNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The installed Slurm takes the files we make, runs the jobs we ask for, and survives our changes. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RealSlurmTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static @Nullable Path folder;

    private static @Nullable LoopbackSlurm slurm;
    private static @Nullable SlurmCommands commands;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(
                LoopbackSlurm.isInstalled(),
                "skipped: slurmctld, slurmd, slurm-client and munge are not installed on this machine");
        slurm = new LoopbackSlurm(Objects.requireNonNull(folder), 3);
    }

    @AfterAll
    static void stop() throws IOException {
        if (slurm != null) {
            slurm.close();
        }
    }

    private static LoopbackSlurm slurm() {
        return Objects.requireNonNull(slurm);
    }

    private static SlurmCommands commands() {
        return Objects.requireNonNull(commands);
    }

    private static <T> T ask(Query<T> query) throws IOException {
        return query.parse(slurm().run(query.argv()));
    }

    /** What we generate, on one machine: ports, sockets and devices that are there. */
    private static Map<String, String> files(int nodes, SlurmVersion version) throws IOException, InterruptedException {
        LoopbackSlurm here = slurm();
        List<Node> all = new ArrayList<>();
        SshAddress ssh = SshAddress.of("127.0.0.1");
        Hardware hardware = new Hardware(4, 1, 4, 1, 2000);
        all.add(new Node(
                LoopbackSlurm.hostname(),
                Role.MASTER,
                Optional.empty(),
                Optional.of(ssh),
                Optional.empty(),
                List.of()));
        for (int i = 1; i <= nodes; i++) {
            all.add(new Node(
                    "n" + i,
                    Role.SLAVE,
                    Optional.of("127.0.0.1"),
                    Optional.of(ssh),
                    Optional.of(hardware),
                    List.of(
                            new Accelerator(Kind.NVIDIA, "Test 1", 100, 1),
                            new Accelerator(Kind.NVIDIA, "Test 1", 100, 1))));
        }
        String user = System.getProperty("user.name");
        SlurmLayout layout = new SlurmLayout(
                user,
                user,
                here.folder().resolve("state").toString(),
                here.folder().resolve("spool/%n").toString(),
                here.folder().resolve("log").toString(),
                here.folder().resolve("run").toString(),
                here.controllerPort(),
                false);
        Map<String, String> files = new LinkedHashMap<>(
                SlurmFiles.of(new Cluster("loopback", "/tmp", all), layout, version, "test", new Problems()));
        StringBuilder conf = new StringBuilder();
        for (String line : files.getOrDefault("slurm.conf", "").lines().toList()) {
            conf.append(line.replace("slurmd.pid", "slurmd-%n.pid").replace("slurmd.log", "slurmd-%n.log"));
            if (line.startsWith("NodeName=n")) {
                int number = Integer.parseInt(line.substring("NodeName=n".length(), line.indexOf(' ')));
                conf.append(" NodeHostname=" + LoopbackSlurm.hostname() + " Port=" + here.nodePort(number));
            }
            conf.append('\n');
        }
        conf.append("AuthInfo=socket=" + here.mungeSocket() + "\n");
        conf.append("CommunicationParameters=NoCtldInAddrAny,NoInAddrAny\n");
        conf.append("SlurmdParameters=config_overrides\n");
        conf.append("SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1\n");
        files.put("slurm.conf", conf.toString());
        files.computeIfPresent("gres.conf", (name, text) -> text.replace("/dev/nvidia[0-1]", "/dev/null,/dev/zero"));
        return files;
    }

    private static SlurmConfiguration configuration() {
        return new SlurmConfiguration(
                slurm(),
                List.of(slurm()),
                slurm().folder().resolve("etc").toString(),
                new Daemons(List.of("restart", "slurmctld"), List.of("restart", "slurmd")),
                new Surroundings(
                        Clock.systemUTC(), time -> Thread.sleep(time.toMillis()), Duration.ofSeconds(60), line -> {}));
    }

    @Test
    @Order(1)
    void takesTheFilesThatWeMake() throws IOException, InterruptedException {
        SlurmConfiguration configuration = configuration();
        commands = new SlurmCommands(configuration.version());
        ApplyPlan plan = configuration.plan(files(2, configuration.version()));
        assertThat(plan.reload()).isEqualTo(Reload.RESTART);
        for (var change : plan.changes()) {
            Files.writeString(Path.of(change.path()), change.after().orElseThrow());
        }
        slurm().startNode("n1");
        slurm().startNode("n2");
        assertThat(slurm().run(List.of("restart", "slurmctld")).firstLine()).isEqualTo("it said nothing");

        slurm().await("both nodes", () -> ask(commands().nodes()).stream().allMatch(SlurmNode::isUsable));

        List<SlurmNode> nodes = ask(commands().nodes());
        assertThat(nodes).extracting(SlurmNode::name).containsExactly("n1", "n2");
        assertThat(nodes).extracting(SlurmNode::cpus).containsOnly(4);
        assertThat(nodes).extracting(SlurmNode::memoryMebibytes).containsOnly(1488L);
        assertThat(nodes).extracting(SlurmNode::gres).containsOnly("gpu:test_1:2");
        assertThat(ask(commands().withoutJson().nodes())).isEqualTo(nodes);
    }

    @Test
    @Order(2)
    void runsTheJobsThatWeAskFor() throws IOException {
        Path script = script("echo \"$@\"; exit 3\n");
        JobOptions options = JobOptions.NONE
                .name("a 'b' $c")
                .timeLimit(Duration.ofMinutes(5))
                .requeue(true)
                .output(slurm().folder().resolve("out-%j").toString())
                .signal(true, "TERM", Duration.ofSeconds(60));
        Resources resources = Resources.ANY
                .nodes(1)
                .tasks(1)
                .cpusPerTask(2)
                .memoryMebibytes(100)
                .gres(List.of(new Gres("gpu", "test_1", 1)));

        JobId id = ask(commands().submit(new BatchJob(options, resources, List.of(script.toString(), "a b", "--x"))));
        Job job = ended(id).getFirst();

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.exit()).isEqualTo(new ExitStatus(3, 0));
        assertThat(job.name()).isEqualTo("a 'b' $c");
        assertThat(job.nodes()).isIn("n1", "n2");
        assertThat(Files.readString(slurm().folder().resolve("out-" + id))).isEqualTo("a b --x\n");
        assertThat(ask(commands().withoutJson().job(id))).containsExactly(job);
        assertThat(ask(commands().jobs(List.of(id)))).containsExactly(job);
        assertThat(ask(commands().allJobs())).contains(job);
        assertThat(ask(commands().job(new JobId(999_999)))).isEmpty();
    }

    @Test
    @Order(3)
    void runsAndCancelsAJobOfUnlikeParts() throws IOException {
        JobId id = ask(commands()
                .submit(new BatchJob(
                        JobOptions.NONE.output("/dev/null"),
                        List.of(
                                Resources.ANY.nodes(1).memoryMebibytes(50),
                                Resources.ANY.nodes(1).memoryMebibytes(60)),
                        List.of(script("sleep 600\n").toString()))));
        slurm().await(
                        "a running job",
                        () -> ask(commands().job(id)).stream().allMatch(job -> job.is(JobState.RUNNING)));

        List<Job> parts = ask(commands().job(id));
        assertThat(parts).extracting(Job::component).containsExactlyInAnyOrder(0, 1);
        assertThat(parts).allMatch(part -> part.leader().equals(Optional.of(id)));
        assertThat(configuration().plan(Map.of()).runningJobs()).isEqualTo(2);

        assertThat(slurm().run(commands().cancel(id)).succeeded()).isTrue();
        assertThat(ended(id)).extracting(Job::state).containsOnly(JobState.CANCELLED);
    }

    @Test
    @Order(4)
    void aNodeIsAddedByARestartAndTakenAwayAgain() throws IOException, InterruptedException {
        SlurmConfiguration configuration = configuration();
        ApplyPlan plan = configuration.plan(files(3, configuration.version()));
        boolean isBefore2311 = !configuration.version().isAtLeast(23, 11);
        slurm().startNode("n3");

        assertThat(plan.diff()).contains("+NodeName=n3 ");
        if (isBefore2311) {
            assertThat(plan.inWords()).contains("will be restarted").contains("would end slurmctld");
        }
        configuration.apply(plan);
        assertThat(ask(commands().nodes())).extracting(SlurmNode::name).containsExactly("n1", "n2", "n3");

        configuration.rollback(configuration.planRollback());
        slurm().await("two nodes", () -> ask(commands().nodes()).size() == 2);
        assertThat(configuration.plan(files(2, configuration.version())).isEmpty())
                .isTrue();
    }

    @Test
    @Order(5)
    void filesThatTheControllerDoesNotTakeArePutBack() throws IOException, InterruptedException {
        SlurmConfiguration configuration = configuration();
        Map<String, String> broken = files(2, configuration.version());
        broken.computeIfPresent("slurm.conf", (name, text) -> text + "SelectType=select/none_such\n");
        String before = Files.readString(slurm().folder().resolve("etc/slurm.conf"));

        assertThatThrownBy(() -> configuration.apply(configuration.plan(broken)))
                .hasMessageContaining("everything is again as it was");

        assertThat(Files.readString(slurm().folder().resolve("etc/slurm.conf"))).isEqualTo(before);
        assertThat(slurm().run(commands().ping()).succeeded()).isTrue();
        slurm().await("both nodes", () -> ask(commands().nodes()).stream().allMatch(SlurmNode::isUsable));
    }

    private static List<Job> ended(JobId id) throws IOException {
        slurm().await(
                        "the end of the job",
                        () -> ask(commands().job(id)).stream()
                                .allMatch(job -> job.state().isFinal() && !job.is(JobState.COMPLETING)));
        return ask(commands().job(id));
    }

    private static Path script(String text) throws IOException {
        Path script = Files.createTempFile(slurm().folder(), "job", ".sh");
        return Files.writeString(script, "#!/bin/sh\n" + text);
    }
}
