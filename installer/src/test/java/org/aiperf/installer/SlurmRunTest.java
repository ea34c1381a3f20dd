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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.onemachine.Sample;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.RunResumed;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs through real Slurm, from nothing but SSH to the master: whole ones, and ones that lose their parts on the way.
 * Some minutes, so only when asked for: {@code mvn verify -Daiperf.show=true}.
 */
@EnabledIfSystemProperty(named = "aiperf.show", matches = "true")
final class SlurmRunTest {
    @TempDir
    private Path home;

    private SlurmOnThisMachine cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = SlurmOnThisMachine.up(home, Sample.read());
    }

    @AfterEach
    void end() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void aPlanIsRunToItsEndAndNothingIsLeftBehind() throws Exception {
        Path out = home.resolve("out");
        Program program = cluster.run(cluster.plan(20, ""), out);
        Path run = cluster.runFolder(program);
        waitForTraining(program, run, "slave1");
        waitForTraining(program, run, "slave2");
        assertNobodyListensToTheWorld(run);
        assertThat(program.exitCode(PATIENCE.toSeconds())).as(program.errors()).isZero();

        SearchRun state = cluster.assertSound(out, program.json());
        assertThat(state.run().workers()).containsOnlyKeys("slave1", "slave2");
        assertThat(state.run().endReason()).isEqualTo("its time of 20 s is over");
        assertOfNobodyElse(cluster.file("shared"));
    }

    /** Client, master, workers and the daemons of the cluster. */
    private void assertNobodyListensToTheWorld(Path run) throws IOException {
        List<Listeners.Listener> listeners =
                Listeners.of(process -> process.contains(run.toString()) || process.contains(home.toString()));
        assertThat(listeners)
                .as("the master, at least, and Slurm")
                .anyMatch(listener -> listener.program().contains("AgentMain"))
                .anyMatch(listener -> listener.program().contains("slurmctld"))
                .allMatch(Listeners.Listener::isOnLoopback);
        System.out.println("listeners: " + listeners.size() + " of a run and its cluster, all on 127.0.0.1");
    }

    private static void assertOfNobodyElse(Path shared) throws IOException {
        try (Stream<Path> all = Files.walk(shared)) {
            List<Path> files = all.toList();
            for (Path file : files) {
                assertThat(Files.getPosixFilePermissions(file))
                        .as("%s", file)
                        .allMatch(permission -> permission.name().startsWith("OWNER"));
            }
            System.out.println("files: " + files.size() + " of the agent and a run, all for their owner alone");
        }
    }

    @Test
    void aWorkerAndThenTheMasterAreKilledAndTheRunGoesOn() throws Exception {
        Path out = home.resolve("out");
        Program program = cluster.run(cluster.plan(45, ""), out);
        Path run = cluster.runFolder(program);
        SearchEvent.StepsExecuted victim = waitForTraining(program, run, "slave1");
        kill(run.resolve("logs/slave1.pid"));
        waitFor(
                program,
                "the worker's return",
                () -> events(run).stream()
                        .filter(event -> event instanceof WorkerJoined joined
                                && joined.worker().equals("slave1")
                                && "2".equals(joined.facts().get("step")))
                        .findFirst());

        waitForTraining(program, run, "slave2");
        kill(run.resolve("logs/master.pid"));
        assertThat(program.exitCode(PATIENCE.toSeconds()))
                .as("it tells that the master is gone")
                .isOne();
        Program again =
                Program.start(home, "resume", cluster.clusterFile() + ":" + run, "--out", out.toString(), "--json");

        assertThat(again.exitCode(PATIENCE.toSeconds())).as(again.errors()).isZero();
        SearchRun state = cluster.assertSound(out, again.json());
        assertThat(state.search().trial(victim.trial()).orElseThrow().attempt()).isGreaterThan(victim.attempt());
        List<Event> events = events(run);
        assertThat(events).filteredOn(RunResumed.class::isInstance).hasSize(1);
        assertThat(state.run().endReason()).isEqualTo("its time of 45 s is over");
        Set<String> jobs = new HashSet<>();
        events.stream()
                .filter(WorkerJoined.class::isInstance)
                .forEach(event -> jobs.add(((WorkerJoined) event).facts().get("job")));
        assertThat(jobs).as("the places were kept, by the script of the job").hasSize(2);
    }

    @Test
    void oneAllocationHoldsAllWorkersAndAnotherComputerWatchesAndStopsTheRun() throws Exception {
        Path out = home.resolve("out");
        Program program = cluster.run(cluster.plan(600, "slurm: {allocation: one}\n"), out);
        Path run = cluster.runFolder(program);
        waitForTraining(program, run, "slave1");
        waitForTraining(program, run, "slave2");
        assertThat(cluster.slurm("squeue", "--noheader", "--format=%i")).hasSize(1);
        program.kill();

        Path other = Files.createDirectory(home.resolve("other"));
        String place = cluster.clusterFile() + ":" + run;
        Program watcher = Program.start(
                other, "attach", place, "--out", other.resolve("out").toString());
        waitFor(
                watcher,
                "the watcher's session",
                () -> Optional.of(other.resolve("out/sessions.sqlite")).filter(Files::exists));
        watcher.interrupt();
        watcher.exitCode(20);
        assertThat(run.resolve("stop"))
                .as("whoever looks away does not stop the run")
                .doesNotExist();

        Program stop = Program.start(
                other, "stop", place, "--out", other.resolve("out").toString(), "--json");
        assertThat(stop.exitCode(PATIENCE.toSeconds())).as(stop.errors()).isZero();
        SearchRun state = cluster.assertSound(other.resolve("out"), stop.json());
        assertThat(state.run().endReason()).isEqualTo("it was asked to stop");
    }

    @Test
    void withoutSlurmTheSameRunGoesOverSshToEveryNode() throws Exception {
        Path out = home.resolve("out");
        Program program = cluster.run(cluster.plan(15, ""), out, cluster.file("cluster-over-ssh.yaml"));

        assertThat(program.exitCode(PATIENCE.toSeconds())).as(program.errors()).isZero();
        SearchRun state = cluster.assertSound(out, program.json());
        assertThat(state.run().workers()).containsOnlyKeys("slave1", "slave2");
    }
}
