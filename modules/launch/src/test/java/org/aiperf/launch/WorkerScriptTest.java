package org.aiperf.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.aiperf.remote.RemoteCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script of a job, with a real shell and an agent that does what the test says. */
@DisabledOnOs(OS.WINDOWS)
final class WorkerScriptTest {
    @TempDir
    private Path folder;

    private Path run;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void makeRun() throws IOException {
        // What a shell might trip over is in the path.
        run = Files.createDirectories(folder.resolve("it's a $run/1"));
        Files.createDirectories(run.resolve("logs"));
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    /** @param agent the body of a shell script that plays the agent; $n counts its starts, $PLACE is the run's folder */
    private Process start(String agent, String exclusive) throws IOException {
        Path played = folder.resolve("agent.sh");
        Files.writeString(played, "echo \"$@\" >>\"$PLACE/starts\"\nn=$(wc -l <\"$PLACE/starts\")\n" + agent + "\n");
        Path script = run.resolve("worker.sh");
        Files.writeString(script, SlurmRunFiles.script(run.toString(), RemoteCommand.of("sh", played.toString())));
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString(), "3", "2", "0", exclusive)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("script.log").toFile());
        builder.environment().put("SLURMD_NODENAME", "node7");
        builder.environment().put("PLACE", run.toString());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private List<String> starts() throws IOException {
        Path starts = run.resolve("starts");
        return Files.exists(starts) ? Files.readAllLines(starts) : List.of();
    }

    private void awaitStarts(int count) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (starts().size() < count) {
            assertThat(System.nanoTime()).as("%s", starts()).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static int exit(Process process) throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void aWorkerThatWasToldToFinishEndsTheJob() throws Exception {
        assertThat(exit(start("echo working; exit 0", "alone"))).isZero();
        assertThat(starts())
                .containsExactly("worker --run " + run + " --name node7 --threads 2 --slot 3 --step 1 --until 0");
        assertThat(run.resolve("logs/node7.log")).hasContent("working");
    }

    @Test
    void workersThatShareANodeHaveNamesOfTheirOwn() throws Exception {
        exit(start("exit 0", "shared"));
        assertThat(starts().getFirst()).contains("--name node7-3 ");
    }

    @Test
    void aWorkerThatIsKilledIsStartedAgainWithANewerLease() throws Exception {
        Process job = start("[ \"$n\" -gt 1 ] && exit 0; exec sleep 60", "alone");
        awaitStarts(1);
        long pid = awaitPid();
        // The agent plays a JVM: one process, which the script knows by its number.
        new ProcessBuilder("kill", "-KILL", Long.toString(pid)).start().waitFor();

        assertThat(exit(job)).isZero();
        assertThat(starts()).hasSize(2);
        assertThat(starts().getLast()).contains("--step 2 ");
    }

    private long awaitPid() throws IOException, InterruptedException {
        return Long.parseLong(await(run.resolve("logs/node7.pid")));
    }

    private static String await(Path file) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(file) || Files.readString(file).isBlank()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(20);
        }
        return Files.readString(file).strip();
    }

    @Test
    void aWorkerThatCrashesAgainAndAgainIsGivenUp() throws Exception {
        assertThat(exit(start("exit 9", "alone"))).isEqualTo(9);
        assertThat(starts()).hasSize(4);
    }

    @Test
    void aWorkerWithoutAMasterWaitsForTheNextOneInItsPlace() throws Exception {
        Files.writeString(run.resolve("master.json"), "the first");
        Process job = start("grep -q second \"$PLACE/master.json\" || exit 75", "alone");
        awaitStarts(1);
        Files.writeString(run.resolve("master.json"), "the second");

        assertThat(exit(job)).isZero();
    }

    @Test
    void aRunThatIsToStopIsNotWaitedFor() throws Exception {
        Files.writeString(run.resolve("stop"), "enough");
        assertThat(exit(start("exit 75", "alone"))).isZero();
        assertThat(starts()).hasSize(1);
    }

    @Test
    void theWarningOfSlurmReachesTheWorkerWhichHasItsTime() throws Exception {
        Process job = start(
                "trap 'sleep 1; echo kept >\"$PLACE/kept\"; exit 143' TERM; echo yes >\"$PLACE/listens\"; "
                        + "while :; do sleep 0.1; done",
                "alone");
        await(run.resolve("listens"));
        job.destroy();

        assertThat(exit(job)).isZero();
        assertThat(run.resolve("kept")).hasContent("kept");
        assertThat(starts()).hasSize(1);
    }
}
