package org.aiperf.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.namespaces.NamespaceCluster;
import org.aiperf.runs.EventLog;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A search on machines that this one does not reach, but for their master: the plan, a cluster file and SSH to the master
 * are all that the user has.
 */
final class NamespaceRunTest {
    private static final long PATIENCE_SECONDS = 180;

    @TempDir
    private Path home;

    @Test
    void aSearchFinishesThroughSlurmFromNothingButSshToTheMaster() throws Exception {
        assumeThat(Boolean.getBoolean("aiperf.show"))
                .as("skipped: takes a minute, runs with -Daiperf.show=true")
                .isTrue();
        assumeThat(NamespaceCluster.missing())
                .as("skipped: no namespaces here, or Slurm, munge, OpenSSH or iproute2 are not installed")
                .isEmpty();
        NamespaceCluster cluster =
                NamespaceCluster.start(Files.createDirectory(home.resolve("c")), Duration.ofSeconds(30));
        try {
            search(cluster);
        } finally {
            cluster.end();
        }
    }

    private void search(NamespaceCluster cluster) throws Exception {
        assertThat(cluster.cluster().slaves())
                .as("the user has no way to them")
                .allMatch(slave -> slave.ssh().isEmpty());
        Path file = home.resolve("cluster.yaml");
        ClusterFile.write(cluster.cluster(), file);
        Path plan = Files.writeString(home.resolve("plan.yaml"), """
                name: namespaces
                seconds: 25
                data: {train: 'shapes#0-640', test: 'shapes#1000000-1000200'}
                training: {epochs: 1}
                """);
        Path out = home.resolve("out");
        Program program = Program.start(
                home, "run", plan.toString(), "--cluster", file.toString(), "--out", out.toString(), "--json");

        assertThat(program.exitCode(PATIENCE_SECONDS)).as(program.errors()).isZero();

        List<Recorded> events = EventLog.read(out.resolve("run/events.ndjson"), SearchRun.codec());
        SearchRun run = SearchRun.of(events);
        assertThat(run.run().workers()).containsOnlyKeys("slave1", "slave2");
        assertThat(run.run().endReason()).isEqualTo("its time of 25 s is over");
        List<Integer> finished = events.stream()
                .map(Recorded::event)
                .filter(event -> event instanceof TrialEnded ended && ended.outcome() == Outcome.FINISHED)
                .map(event -> ((TrialEnded) event).trial())
                .toList();
        assertThat(finished).isNotEmpty().doesNotHaveDuplicates();
        assertThat(program.json().path("trials").asInt()).isEqualTo(finished.size());
        assertThat(cluster.queue()).as("nothing is left in the queue").isEmpty();
    }
}
