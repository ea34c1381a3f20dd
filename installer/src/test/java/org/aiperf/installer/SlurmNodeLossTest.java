package org.aiperf.installer;

import static org.aiperf.installer.SlurmOnThisMachine.PATIENCE;
import static org.aiperf.installer.SlurmOnThisMachine.events;
import static org.aiperf.installer.SlurmOnThisMachine.kill;
import static org.aiperf.installer.SlurmOnThisMachine.process;
import static org.aiperf.installer.SlurmOnThisMachine.recorded;
import static org.aiperf.installer.SlurmOnThisMachine.waitFor;
import static org.aiperf.installer.SlurmOnThisMachine.waitForTraining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.cluster.Node;
import org.aiperf.onemachine.Sample;
import org.aiperf.problems.Problems;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.aiperf.runs.LifecycleEvent.WorkerLost;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real Slurm gives a node up in the middle of a run, because its slurmd was killed; what runs on the node lives on. Some
 * minutes, so only when asked for: {@code mvn verify -Daiperf.show=true}.
 */
@EnabledIfSystemProperty(named = "aiperf.show", matches = "true")
final class SlurmNodeLossTest {
    /** Slurm compares what it thinks runs with what does at least as often. */
    private static final long BETWEEN_LOOKS_OF_SLURM_MILLIS = 45_000;

    @TempDir
    private Path home;

    @Test
    void itsPlaceIsTakenOnAnotherNodeAndItsWorkerIsNotHeardThoughItLivesOn() throws Exception {
        Cluster three = withASpareSlave(Sample.read());
        try (SlurmOnThisMachine cluster = SlurmOnThisMachine.up(home, three)) {
            withoutTheLastSlave(cluster.clusterFile());
            Path out = home.resolve("out");
            Program program = cluster.run(cluster.plan(600, ""), out);
            Path run = cluster.runFolder(program);
            WorkerJoined lost = waitForWorker(program, run, "2");
            waitForTraining(program, run, lost.worker());
            kill(cluster.file("pids/slurmd-" + lost.worker()));
            ProcessHandle old = process(run.resolve("logs/" + lost.worker() + ".pid"));

            WorkerJoined next = waitFor(
                    program,
                    "the place to be taken again",
                    () -> workers(run, "2").stream()
                            .filter(joined -> isNewer(joined, lost))
                            .findFirst());

            assertThat(old.isAlive()).as("the old worker lives on").isTrue();
            assertThat(next.worker()).isNotEqualTo(lost.worker());
            assertThat(cluster.stateOf(lost.worker())).startsWith("down");
            int takenOver = events(run).indexOf(next);
            TrialAssigned cutOff =
                    waitFor(program, "the trial to be given to another", () -> redone(run, lost.worker()));
            waitForTraining(program, run, next.worker());
            waitFor(
                    program,
                    "the old worker to try to come back",
                    () -> Optional.of(Files.readString(run.resolve("logs/master.log")))
                            .filter(log -> log.contains(lost.worker() + " came with ")));
            waitFor(
                    program,
                    "the old job to end by itself",
                    () -> isLeft(cluster.file("spool/" + lost.worker() + "/job"))
                            ? Optional.empty()
                            : Optional.of(lost));
            assertThat(cluster.stateOf(lost.worker())).startsWith("down");
            Files.writeString(run.resolve("stop"), "enough was seen");
            assertThat(program.exitCode(PATIENCE.toSeconds()))
                    .as(program.errors())
                    .isZero();

            cluster.assertSound(out, program.json());
            List<Event> events = events(run);
            Set<String> itsAttempts = events.stream()
                    .filter(event -> event instanceof TrialAssigned assigned
                            && assigned.worker().equals(lost.worker()))
                    .map(event -> attempt(((TrialAssigned) event).trial(), ((TrialAssigned) event).attempt()))
                    .collect(Collectors.toSet());
            assertThat(events.subList(takenOver, events.size()))
                    .as("what the old worker said, after its place was taken, of %s", itsAttempts)
                    .noneMatch(event -> attemptThatAdvances(event)
                            .filter(itsAttempts::contains)
                            .isPresent())
                    .noneMatch(event -> event instanceof WorkerJoined joined
                            && joined.worker().equals(lost.worker()));
            System.out.println("node loss: " + lost.worker() + " with " + lease(lost) + ", then " + next.worker()
                    + " with " + lease(next) + "; trial " + cutOff.trial() + " is redone as attempt "
                    + cutOff.attempt());
        }
    }

    @Test
    void aNodeThatIsBackIsUsedAgainAndKept() throws Exception {
        try (SlurmOnThisMachine cluster = SlurmOnThisMachine.up(home, Sample.read())) {
            Path out = home.resolve("out");
            Program program = cluster.run(cluster.plan(600, ""), out);
            Path run = cluster.runFolder(program);
            WorkerJoined lost = waitForWorker(program, run, "2");
            waitForTraining(program, run, lost.worker());
            kill(cluster.file("pids/slurmd-" + lost.worker()));
            waitFor(
                    program,
                    "the node to be given up",
                    () -> Optional.of(cluster.stateOf(lost.worker())).filter(state -> state.startsWith("down")));
            cluster.repair(Sample.read());

            Recorded next = waitFor(
                    program,
                    "the place to be taken again",
                    () -> recorded(run).stream()
                            .filter(event -> event.event() instanceof WorkerJoined joined && isNewer(joined, lost))
                            .findFirst());
            waitForTraining(program, run, lost.worker());
            waitFor(
                    program,
                    "Slurm to have looked at the node again",
                    () -> Optional.of(recorded(run).getLast())
                            .filter(last -> last.atMillis() > next.atMillis() + BETWEEN_LOOKS_OF_SLURM_MILLIS));
            Files.writeString(run.resolve("stop"), "enough was seen");
            assertThat(program.exitCode(PATIENCE.toSeconds()))
                    .as(program.errors())
                    .isZero();

            cluster.assertSound(out, program.json());
            assertThat(recorded(run).stream().filter(event -> event.sequence() > next.sequence()))
                    .as("the new worker is kept")
                    .noneMatch(event -> event.event() instanceof WorkerLost);
            System.out.println("node loss: " + lost.worker() + " with " + lease(lost) + ", then the same node with "
                    + lease((WorkerJoined) next.event()));
        }
    }

    /** The workers that came to a place, in that order. */
    private static List<WorkerJoined> workers(Path run, String slot) throws IOException {
        return events(run).stream()
                .filter(WorkerJoined.class::isInstance)
                .map(WorkerJoined.class::cast)
                .filter(joined -> slot.equals(joined.facts().get("slot")))
                .toList();
    }

    private static WorkerJoined waitForWorker(Program program, Path run, String slot) throws Exception {
        return waitFor(
                program,
                "a worker in place " + slot,
                () -> workers(run, slot).stream().findFirst());
    }

    /** By another start of its job, or by another job. */
    private static boolean isNewer(WorkerJoined joined, WorkerJoined before) {
        if (!fact(joined, "slot").equals(fact(before, "slot"))) {
            return false;
        }
        int byJob = Long.compare(number(joined, "job"), number(before, "job"));
        return byJob > 0 || (byJob == 0 && number(joined, "restarts") > number(before, "restarts"));
    }

    private static String fact(WorkerJoined joined, String name) {
        return joined.facts().getOrDefault(name, "");
    }

    private static long number(WorkerJoined joined, String name) {
        return Long.parseLong(fact(joined, name));
    }

    private static String lease(WorkerJoined joined) {
        return "job " + number(joined, "job") + ", start " + (number(joined, "restarts") + 1);
    }

    private static String attempt(int trial, int attempt) {
        return trial + "." + attempt;
    }

    /** Whether a process has a path that begins like this among its arguments. */
    private static boolean isLeft(Path beginning) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().arguments().stream().flatMap(Stream::of))
                .anyMatch(argument -> argument.startsWith(beginning.toString()));
    }

    /** Of which attempt an event says that it goes on, or is done. */
    private static Optional<String> attemptThatAdvances(Event event) {
        return switch (event) {
            case SearchEvent.StepsExecuted steps -> Optional.of(attempt(steps.trial(), steps.attempt()));
            case TrialEnded ended
            when ended.outcome() == Outcome.FINISHED -> Optional.of(attempt(ended.trial(), ended.attempt()));
            default -> Optional.empty();
        };
    }

    /** A later attempt of a trial that a worker was given first. */
    private static Optional<TrialAssigned> redone(Path run, String worker) throws IOException {
        List<TrialAssigned> assigned = events(run).stream()
                .filter(TrialAssigned.class::isInstance)
                .map(TrialAssigned.class::cast)
                .toList();
        return assigned.stream()
                .filter(later -> assigned.stream()
                        .anyMatch(first -> first.worker().equals(worker)
                                && first.trial() == later.trial()
                                && first.attempt() < later.attempt()))
                .findFirst();
    }

    private static Cluster withASpareSlave(Cluster sample) {
        List<Node> nodes = new ArrayList<>(sample.nodes());
        Node last = nodes.getLast();
        nodes.add(new Node("spare", last.role(), last.address(), last.ssh(), last.hardware(), last.accelerators()));
        return new Cluster(sample.name(), sample.sharedFolder(), sample.slurm(), nodes);
    }

    /** So that a run wants fewer nodes than Slurm has. */
    private static void withoutTheLastSlave(Path clusterFile) throws IOException {
        Cluster cluster = ClusterFile.read(clusterFile, new Problems()).orElseThrow();
        List<Node> fewer = cluster.nodes().subList(0, cluster.nodes().size() - 1);
        ClusterFile.write(new Cluster(cluster.name(), cluster.sharedFolder(), cluster.slurm(), fewer), clusterFile);
    }
}
