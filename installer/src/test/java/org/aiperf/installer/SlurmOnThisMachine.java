package org.aiperf.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.Trial;
import org.aiperf.cluster.Cluster;
import org.aiperf.onemachine.OneMachine;
import org.aiperf.runs.Event;
import org.aiperf.runs.EventLog;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.Recorded;

/** Real Slurm and OpenSSH with runs on it, for a test that says it is skipped where they are not installed. */
final class SlurmOnThisMachine implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path home;
    private final Path dir;
    private final OneMachine machine;

    private SlurmOnThisMachine(Path home, OneMachine machine, Path dir) {
        this.home = home;
        this.machine = machine;
        this.dir = dir;
    }

    /** @param home of the user who starts the runs; the cluster is in it too */
    static SlurmOnThisMachine up(Path home, Cluster cluster) throws Exception {
        assumeThat(OneMachine.missing())
                .as("skipped: Slurm, munge and OpenSSH are not all installed here")
                .isEmpty();
        Path dir = home.resolve("c");
        SlurmOnThisMachine started = new SlurmOnThisMachine(home, OneMachine.in(dir), dir);
        try {
            started.machine.up(cluster);
        } catch (Exception | Error e) {
            started.close();
            throw e;
        }
        return started;
    }

    /** Starts again what was ended. */
    void repair(Cluster cluster) throws IOException, InterruptedException {
        machine.up(cluster);
    }

    @Override
    public void close() throws IOException {
        try {
            machine.down();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** In the cluster's folder. */
    Path file(String name) {
        return dir.resolve(name);
    }

    Path clusterFile() {
        return file("cluster.yaml");
    }

    /** A tiny one; more keys may follow. */
    Path plan(int seconds, String more) throws IOException {
        return Files.writeString(
                home.resolve("plan.yaml"),
                "name: tiny\nseconds: " + seconds
                        + "\ndata: {train: 'shapes#0-640', test: 'shapes#1000000-1000200'}\ntraining: {epochs: 2}\n"
                        + more);
    }

    Program run(Path plan, Path out) throws IOException {
        return run(plan, out, clusterFile());
    }

    Program run(Path plan, Path out, Path clusterFile) throws IOException {
        return Program.start(
                home, "run", plan.toString(), "--cluster", clusterFile.toString(), "--out", out.toString(), "--json");
    }

    /** What a command of Slurm says. */
    List<String> slurm(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SLURM_CONF", file("slurm/slurm.conf").toString());
        Process process = builder.start();
        try (var out = process.inputReader()) {
            List<String> lines = out.lines().toList();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return lines;
        }
    }

    /** Such as {@code idle}, or {@code down*} of one that does not answer either. */
    String stateOf(String node) throws IOException {
        try {
            return String.join("", slurm("sinfo", "--noheader", "--nodes=" + node, "--format=%T"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    Path runFolder(Program program) throws IOException, InterruptedException {
        Path runs = file("shared/aiperf/runs");
        return waitFor(program, "a run folder", () -> {
            if (!Files.isDirectory(runs)) {
                return Optional.empty();
            }
            try (Stream<Path> folders = Files.list(runs)) {
                return folders.filter(folder -> Files.exists(folder.resolve("events.ndjson")))
                        .findFirst();
            }
        });
    }

    static List<Recorded> recorded(Path run) throws IOException {
        return EventLog.read(run.resolve("events.ndjson"), SearchRun.codec());
    }

    static List<Event> events(Path run) throws IOException {
        return recorded(run).stream().map(Recorded::event).toList();
    }

    /** The trial that a worker is in the middle of, once it is in one. */
    static SearchEvent.StepsExecuted waitForTraining(Program program, Path run, String worker)
            throws IOException, InterruptedException {
        return waitFor(program, "a trial on " + worker, () -> {
            List<Recorded> recorded = recorded(run);
            SearchRun state = SearchRun.of(recorded);
            return recorded.stream()
                    .map(Recorded::event)
                    .filter(SearchEvent.StepsExecuted.class::isInstance)
                    .map(SearchEvent.StepsExecuted.class::cast)
                    .filter(steps -> state.run().isCurrent(steps.trial(), steps.attempt())
                            && state.run()
                                    .placement(steps.trial())
                                    .filter(placement -> placement.worker().equals(worker))
                                    .isPresent())
                    .reduce((_, last) -> last);
        });
    }

    /** Looks for something again and again. */
    interface Probe<T> {
        Optional<T> look() throws IOException;
    }

    static <T> T waitFor(Program program, String what, Probe<T> probe) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<T> found = probe.look();
        while (found.isEmpty()) {
            assertThat(program.isAlive())
                    .as("waiting for %s: %s", what, program.errors())
                    .isTrue();
            assertThat(System.nanoTime())
                    .as("waited too long for %s: %s", what, program.errors())
                    .isLessThan(deadline);
            Thread.sleep(50);
            found = probe.look();
        }
        return found.get();
    }

    /** The process whose number stands first in a file. */
    static ProcessHandle process(Path pidFile) throws IOException {
        long pid = Long.parseLong(Files.readString(pidFile).strip().split(" ")[0]);
        return ProcessHandle.of(pid).orElseThrow();
    }

    static void kill(Path pidFile) throws IOException {
        process(pidFile).destroyForcibly();
    }

    /** What holds of every run that ended: each trial counts once, no candidate was trained twice, no job is left. */
    SearchRun assertSound(Path out, JsonNode result) throws IOException, InterruptedException {
        List<Recorded> recorded = recorded(out.resolve("run"));
        SearchRun state = SearchRun.of(recorded);
        List<Integer> finished = recorded.stream()
                .map(Recorded::event)
                .filter(event -> event instanceof TrialEnded ended && ended.outcome() == Outcome.FINISHED)
                .map(event -> ((TrialEnded) event).trial())
                .toList();
        assertThat(finished)
                .as("every trial is counted once")
                .doesNotHaveDuplicates()
                .isNotEmpty();
        assertThat(result.path("trials").asInt()).isEqualTo(finished.size());
        Set<String> digests = new HashSet<>();
        for (Trial trial : state.search().finished()) {
            assertThat(digests.add(trial.candidate().digest()))
                    .as("trial %d", trial.id())
                    .isTrue();
        }
        assertThat(slurm("squeue", "--noheader"))
                .as("nothing is left in the queue")
                .isEmpty();
        return state;
    }
}
