package org.aiperf.installer;

import static org.aiperf.installer.SlurmOnThisMachine.PATIENCE;
import static org.aiperf.installer.SlurmOnThisMachine.events;
import static org.aiperf.installer.SlurmOnThisMachine.kill;
import static org.aiperf.installer.SlurmOnThisMachine.waitFor;
import static org.aiperf.installer.SlurmOnThisMachine.waitForTraining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Hardware;
import org.aiperf.cluster.Node;
import org.aiperf.onemachine.Sample;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Slaves of unlike kinds in one allocation are one heterogeneous job of real Slurm, and search together. Only when asked
 * for: {@code mvn verify -Daiperf.show=true}.
 */
@EnabledIfSystemProperty(named = "aiperf.show", matches = "true")
final class SlurmHeterogeneousTest {
    @TempDir
    private Path home;

    @Test
    void groupsOfUnlikeSlavesSearchTogetherInOneJob() throws Exception {
        try (SlurmOnThisMachine cluster = SlurmOnThisMachine.up(home, twoOfOneThreadAndOneOfTwo(Sample.read()))) {
            Path out = home.resolve("out");
            Program program = cluster.run(cluster.plan(600, "slurm: {allocation: one}\n"), out);
            Path run = cluster.runFolder(program);
            List<WorkerJoined> workers = waitFor(
                    program,
                    "all three workers",
                    () -> Optional.of(workers(run)).filter(all -> all.size() == 3));
            for (String worker : List.of("slave1", "slave2", "wide")) {
                waitForTraining(program, run, worker);
            }

            assertThat(cluster.slurm("squeue", "--noheader", "--format=%i %t %D %C"))
                    .as("one job of two components: two nodes of a CPU, and one of two CPUs")
                    .containsExactlyInAnyOrder("1+0 R 2 2", "1+1 R 1 2");
            assertThat(workers)
                    .extracting(joined -> joined.facts().getOrDefault("slot", ""))
                    .as("every worker has a place of its own")
                    .containsExactlyInAnyOrder("1", "2", "3");
            assertThat(workers)
                    .extracting(joined ->
                            joined.worker() + " with " + joined.facts().getOrDefault("threads", ""))
                    .containsExactlyInAnyOrder("slave1 with 1", "slave2 with 1", "wide with 2");

            SearchEvent.StepsExecuted victim = waitForTraining(program, run, "wide");
            kill(run.resolve("logs/wide.pid"));
            waitFor(
                    program,
                    "the worker's return in its component",
                    () -> workers(run).stream()
                            .filter(joined -> joined.worker().equals("wide")
                                    && "2".equals(joined.facts().get("step")))
                            .findFirst());
            waitForTraining(program, run, "wide");
            Files.writeString(run.resolve("stop"), "enough was seen");
            assertThat(program.exitCode(PATIENCE.toSeconds()))
                    .as(program.errors())
                    .isZero();

            SearchRun state = cluster.assertSound(out, program.json());
            assertThat(state.run().workers()).containsOnlyKeys("slave1", "slave2", "wide");
            assertThat(state.search().trial(victim.trial()).orElseThrow().attempt())
                    .isGreaterThan(victim.attempt());
        }
    }

    private static List<WorkerJoined> workers(Path run) throws IOException {
        return events(run).stream()
                .filter(WorkerJoined.class::isInstance)
                .map(WorkerJoined.class::cast)
                .toList();
    }

    private static Cluster twoOfOneThreadAndOneOfTwo(Cluster sample) {
        List<Node> nodes = new ArrayList<>(sample.nodes());
        Node last = nodes.getLast();
        nodes.add(new Node(
                "wide",
                last.role(),
                last.address(),
                last.ssh(),
                Optional.of(new Hardware(2, 1, 2, 1, 4000)),
                List.of(new Accelerator(Accelerator.Kind.CPU, "", 0, 2))));
        return new Cluster(sample.name(), sample.sharedFolder(), sample.slurm(), nodes);
    }
}
