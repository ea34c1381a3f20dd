package org.aiperf.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.Trial;
import org.aiperf.onemachine.OneMachine;
import org.aiperf.onemachine.Sample;
import org.aiperf.runs.Event;
import org.aiperf.runs.EventLog;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunResumed;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs through real Slurm, from nothing but SSH to the master: whole ones, and ones that lose their parts on the way. */
final class SlurmRunTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path home;

    private Path dir;
    private OneMachine machine;

    @BeforeEach
    void start() throws Exception {
        assumeThat(OneMachine.missing())
                .as("skipped: Slurm, munge and OpenSSH are not all installed here")
                .isEmpty();
        dir = home.resolve("c");
        machine = OneMachine.in(dir);
        machine.up(Sample.read());
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        if (machine != null) {
            machine.down();
        }
    }

    private Path plan(int seconds, String more) throws IOException {
        return Files.writeString(
                home.resolve("plan.yaml"),
                "name: tiny\nseconds: " + seconds
                        + "\ndata: {train: 'shapes#0-640', test: 'shapes#1000000-1000200'}\ntraining: {epochs: 2}\n"
                        + more);
    }

    private Program run(Path plan, Path out) throws IOException {
        return Program.start(
                home,
                "run",
                plan.toString(),
                "--cluster",
                dir.resolve("cluster.yaml").toString(),
                "--out",
                out.toString(),
                "--json");
    }

    private List<String> slurm(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SLURM_CONF", dir.resolve("slurm/slurm.conf").toString());
        Process process = builder.start();
        try (var out = process.inputReader()) {
            List<String> lines = out.lines().toList();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return lines;
        }
    }

    private Path runFolder(Program program) throws IOException, InterruptedException {
        Path runs = dir.resolve("shared/aiperf/runs");
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

    private static List<Event> events(Path run) throws IOException {
        return EventLog.read(run.resolve("events.ndjson"), SearchRun.codec()).stream()
                .map(Recorded::event)
                .toList();
    }

    /** The trial that somebody is in the middle of, once there is one. */
    private static SearchEvent.StepsExecuted waitForTraining(Program program, Path run, String worker)
            throws IOException, InterruptedException {
        return waitFor(program, "a trial on " + worker, () -> {
            SearchRun state = SearchRun.of(EventLog.read(run.resolve("events.ndjson"), SearchRun.codec()));
            return events(run).stream()
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

    private interface Probe<T> {
        Optional<T> look() throws IOException;
    }

    private static <T> T waitFor(Program program, String what, Probe<T> probe)
            throws IOException, InterruptedException {
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

    private static void kill(Path pidFile) throws IOException {
        long pid = Long.parseLong(Files.readString(pidFile).strip().split(" ")[0]);
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private SearchRun assertSound(Path out, JsonNode result) throws IOException, InterruptedException {
        List<Recorded> recorded = EventLog.read(out.resolve("run/events.ndjson"), SearchRun.codec());
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

    @Test
    void aPlanIsRunToItsEndAndNothingIsLeftBehind() throws Exception {
        Path out = home.resolve("out");
        Program program = run(plan(20, ""), out);
        Path run = runFolder(program);
        String token = waitFor(
                program,
                "the token",
                () -> Files.exists(run.resolve("token"))
                        ? Optional.of(Files.readString(run.resolve("token")).strip())
                        : Optional.empty());
        waitForTraining(program, run, "slave1");
        assertThat(whoKnows(token)).as("processes that show the token").isEmpty();

        assertThat(program.exitCode(PATIENCE.toSeconds())).as(program.errors()).isZero();

        SearchRun state = assertSound(out, program.json());
        assertThat(state.run().workers()).containsOnlyKeys("slave1", "slave2");
        assertThat(state.run().endReason()).isEqualTo("its time of 20 s is over");
        assertThat(Files.getPosixFilePermissions(run.resolve("token")))
                .allMatch(permission -> permission.name().startsWith("OWNER"));
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("token")) {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as("%s", file)
                            .doesNotContain(token);
                }
            }
        }
    }

    /** Nothing of a process that ended meanwhile, or is not ours to read. */
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Processes whose arguments or environment hold a secret. */
    private static List<String> whoKnows(String secret) throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                for (String file : List.of("cmdline", "environ")) {
                    if (read(process.resolve(file)).contains(secret)) {
                        found.add(process + "/" + file);
                    }
                }
            }
        }
        return found;
    }

    @Test
    void aWorkerAndThenTheMasterAreKilledAndTheRunGoesOn() throws Exception {
        Path out = home.resolve("out");
        Program program = run(plan(45, ""), out);
        Path run = runFolder(program);
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
        Program again = Program.start(
                home, "resume", dir.resolve("cluster.yaml") + ":" + run, "--out", out.toString(), "--json");

        assertThat(again.exitCode(PATIENCE.toSeconds())).as(again.errors()).isZero();
        SearchRun state = assertSound(out, again.json());
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
        Program program = run(plan(600, "slurm: {allocation: one}\n"), out);
        Path run = runFolder(program);
        waitForTraining(program, run, "slave1");
        waitForTraining(program, run, "slave2");
        assertThat(slurm("squeue", "--noheader", "--format=%i")).hasSize(1);
        program.kill();

        Path other = Files.createDirectory(home.resolve("other"));
        String place = dir.resolve("cluster.yaml") + ":" + run;
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
        SearchRun state = assertSound(other.resolve("out"), stop.json());
        assertThat(state.run().endReason()).isEqualTo("it was asked to stop");
    }

    @Test
    void withoutSlurmTheSameRunGoesOverSshToEveryNode() throws Exception {
        Path out = home.resolve("out");
        Program program = Program.start(
                home,
                "run",
                plan(15, "").toString(),
                "--cluster",
                dir.resolve("cluster-over-ssh.yaml").toString(),
                "--out",
                out.toString(),
                "--json");

        assertThat(program.exitCode(PATIENCE.toSeconds())).as(program.errors()).isZero();
        SearchRun state = assertSound(out, program.json());
        assertThat(state.run().workers()).containsOnlyKeys("slave1", "slave2");
    }
}
