package org.aiperf.slurm.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An administrator lets this near a cluster only if every change can be looked at before and undone after. */
final class SlurmConfigurationTest {
    private static final String OLD = """
            ClusterName=lab
            SlurmctldHost=head
            NodeName=n1 CPUs=2 RealMemory=1000
            PartitionName=main Nodes=n1 Default=YES
            """;
    private static final String TUNED = OLD + "KillWait=10\n";
    private static final String GROWN = OLD.replace("NodeName=n1", "NodeName=n[1-2]");
    private static final String BROKEN = OLD + "PartitionName=main Nodes=n1\n";

    @TempDir
    private Path folder;

    private FakeCluster cluster(String version) throws IOException, InterruptedException {
        FakeCluster cluster =
                new FakeCluster(Files.createTempDirectory(folder, "cluster"), version, "head", "n1", "n2");
        SlurmConfiguration configuration = cluster.configuration();
        configuration.apply(configuration.plan(Map.of("slurm.conf", OLD)));
        for (String host : new String[] {"head", "n1", "n2"}) {
            assertThat(cluster.everything()).containsEntry(host + "/slurm.conf", OLD);
        }
        assertThat(cluster.isAlive()).isTrue();
        cluster.commands.clear();
        cluster.progress.clear();
        return cluster;
    }

    @Test
    void aSmallChangeIsTakenUpWithoutARestart() throws IOException, InterruptedException {
        FakeCluster cluster = cluster("22.05.8");
        cluster.jobs(3);
        SlurmConfiguration configuration = cluster.configuration();

        ApplyPlan plan = configuration.plan(Map.of("slurm.conf", TUNED));

        assertThat(plan.reload()).isEqualTo(Reload.RECONFIGURE);
        assertThat(plan.inWords()).contains("without a restart").contains("3 running jobs will not notice");
        assertThat(plan.diff())
                .startsWith("on n1, n2, head:\n--- /etc/slurm/slurm.conf\n")
                .contains("\n+KillWait=10\n");
        configuration.apply(plan);
        assertThat(cluster.everything()).containsEntry("n2/slurm.conf", TUNED);
        assertThat(cluster.commands).contains("head: scontrol reconfigure").noneMatch(line -> line.contains("restart"));
        assertThat(cluster.progress).last().asString().contains("sees all 1 nodes");
    }

    @Test
    void anotherListOfNodesMeansARestartBefore2311AndSaysHowManyJobsItTouches()
            throws IOException, InterruptedException {
        FakeCluster cluster = cluster("22.05.8");
        cluster.jobs(2);
        SlurmConfiguration configuration = cluster.configuration();

        ApplyPlan plan = configuration.plan(Map.of("slurm.conf", GROWN));

        assertThat(plan.reload()).isEqualTo(Reload.RESTART);
        assertThat(plan.inWords())
                .contains("touches 2 running jobs")
                .contains("would end slurmctld")
                .contains("State=FUTURE");
        configuration.apply(plan);
        assertThat(cluster.isAlive()).isTrue();
        assertThat(cluster.commands).doesNotContain("head: scontrol reconfigure");
        assertThat(cluster("23.11.4")
                        .configuration()
                        .plan(Map.of("slurm.conf", GROWN))
                        .reload())
                .isEqualTo(Reload.RECONFIGURE);
    }

    @Test
    void anotherKeyThatDaemonsReadAtTheirStartMeansARestart() throws IOException, InterruptedException {
        SlurmConfiguration configuration = cluster("24.05.1").configuration();

        assertThat(configuration
                        .plan(Map.of("slurm.conf", OLD + "SelectType=select/linear\n"))
                        .why())
                .isEqualTo("a change of SelectType needs a restart");
        assertThat(configuration
                        .plan(Map.of("slurm.conf", OLD, "gres.conf", "NodeName=n1 Name=gpu File=/dev/nvidia0\n"))
                        .reload())
                .isEqualTo(Reload.RESTART);
        assertThat(configuration.plan(Map.of("slurm.conf", OLD)).isEmpty()).isTrue();
    }

    @Test
    void whatChangedSinceItWasReadIsNotWrittenOver() throws IOException, InterruptedException {
        FakeCluster cluster = cluster("22.05.8");
        SlurmConfiguration configuration = cluster.configuration();
        ApplyPlan plan = configuration.plan(Map.of("slurm.conf", TUNED));
        cluster.put("n2", "slurm.conf", OLD + "# somebody was here\n");
        Map<String, String> before = cluster.everything();

        assertThatThrownBy(() -> configuration.apply(plan))
                .isInstanceOf(DriftException.class)
                .hasMessageContaining("n2:/etc/slurm/slurm.conf changed since it was read");

        assertThat(cluster.everything()).isEqualTo(before);
    }

    @Test
    void moreJobsThanWereSpokenOfStopARestart() throws IOException, InterruptedException {
        FakeCluster cluster = cluster("22.05.8");
        SlurmConfiguration configuration = cluster.configuration();
        ApplyPlan plan = configuration.plan(Map.of("slurm.conf", GROWN));
        cluster.jobs(1);

        assertThatThrownBy(() -> configuration.apply(plan))
                .isInstanceOf(DriftException.class)
                .hasMessageContaining("1 jobs run now, not 0");

        assertThat(cluster.everything()).containsEntry("head/slurm.conf", OLD);
    }

    @Test
    void aClusterThatDoesNotAnswerAfterwardsIsChangedBack() throws IOException, InterruptedException {
        FakeCluster cluster = cluster("22.05.8");
        Map<String, String> before = cluster.everything();
        SlurmConfiguration configuration = cluster.configuration();
        ApplyPlan plan = configuration.plan(Map.of("slurm.conf", BROKEN));

        assertThatThrownBy(() -> configuration.apply(plan)).hasMessageContaining("everything is again as it was");

        assertThat(cluster.isAlive()).isTrue();
        assertThat(cluster.everything()).isEqualTo(before);
    }

    @Test
    void nodesThatDoNotComeBackMeanGoingBack() throws IOException, InterruptedException {
        FakeCluster cluster = cluster("22.05.8");
        SlurmConfiguration configuration = cluster.configuration();
        ApplyPlan plan = configuration.plan(Map.of("slurm.conf", TUNED));
        cluster.nodesStart(false);

        assertThatThrownBy(() -> configuration.apply(plan))
                .hasMessageContaining("does not see n1")
                .hasMessageContaining("everything is again as it was");

        assertThat(cluster.everything()).containsEntry("head/slurm.conf", OLD);
    }

    @Test
    void goesBackTenTimesInARow() throws IOException, InterruptedException {
        FakeCluster cluster = cluster("22.05.8");
        SlurmConfiguration configuration = cluster.configuration();
        int rounds = 10;
        for (int round = 0; round < rounds; round++) {
            String wanted = round % 2 == 0 ? GROWN : TUNED;
            configuration.apply(configuration.plan(Map.of("slurm.conf", wanted, "topology.conf", "# " + round + "\n")));
            assertThat(cluster.everything())
                    .containsEntry("n1/slurm.conf", wanted)
                    .containsKey("n1/topology.conf");

            ApplyPlan back = configuration.planRollback();
            assertThat(back.diff()).contains("+++ ");
            configuration.rollback(back);

            assertThat(cluster.everything())
                    .containsEntry("head/slurm.conf", OLD)
                    .containsEntry("n1/slurm.conf", OLD)
                    .doesNotContainKey("n1/topology.conf")
                    .allSatisfy((name, text) -> assertThat(name).doesNotContain(".aiperf-new"));
            assertThat(configuration.lastApplied()).isEmpty();
            assertThat(cluster.isAlive()).isTrue();
        }
        System.out.println("changes applied and taken back: " + rounds);
        assertThatThrownBy(configuration::planRollback).hasMessageContaining("nothing was applied");
    }

    @Test
    void goingBackDoesNotWriteOverLaterWork() throws IOException, InterruptedException {
        FakeCluster cluster = cluster("22.05.8");
        SlurmConfiguration configuration = cluster.configuration();
        configuration.apply(configuration.plan(Map.of("slurm.conf", TUNED)));
        cluster.put("n1", "slurm.conf", TUNED + "# mine\n");

        assertThatThrownBy(configuration::planRollback)
                .isInstanceOf(DriftException.class)
                .hasMessageContaining("n1:/etc/slurm/slurm.conf changed since it was applied");
    }

    @Test
    void whicheverWriteFailsEverythingIsAsItWas() throws IOException, InterruptedException {
        int points = 0;
        for (int operation = 1; ; operation++) {
            FakeCluster cluster = cluster("22.05.8");
            SlurmConfiguration configuration = cluster.configuration();
            Map<String, String> before = cluster.everything();
            ApplyPlan plan = configuration.plan(Map.of("slurm.conf", GROWN));
            cluster.failAt(operation);
            try {
                configuration.apply(plan);
                assertThat(cluster.operations()).isLessThan(operation);
                break;
            } catch (IOException e) {
                points++;
                assertThat(e).hasMessageContaining("no space left on device");
                assertThat(cluster.everything()).isEqualTo(before);
                assertThat(cluster.isAlive()).isTrue();
            }
        }
        System.out.println("writes that failed: " + points);
        assertThat(points).isEqualTo(10);
    }
}
