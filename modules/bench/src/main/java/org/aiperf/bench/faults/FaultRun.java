package org.aiperf.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.LifecycleEvent.RunResumed;
import org.aiperf.runs.LifecycleEvent.StopRequested;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.aiperf.runs.Recorded;

/**
 * One run of a campaign, for those who play a part in it: the user with his commands, whoever breaks something, and the
 * administrator who mends it. What they wait for is what the folder of the run shows.
 */
final class FaultRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration TO_THE_END = Duration.ofMinutes(3);
    private static final long POLL_MILLIS = 2;
    private static final int MOST_COMMANDS = 4;

    private final FaultCluster cluster;
    private final Path stage;
    private final Path home;
    private final int seed;
    private final RandomGenerator random;
    private final Set<Path> before;
    private final List<Client> clients = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private Optional<RunView> view = Optional.empty();
    private long faultMillis;

    /** @param home a new folder of a user's */
    FaultRun(FaultCluster cluster, Path stage, Path home, int seed) throws IOException {
        this.cluster = cluster;
        this.stage = stage;
        this.home = home;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.before = runFolders();
        learnAddress();
        TinyPlan.write(home.resolve("plan.yaml"), cluster, seed);
    }

    FaultCluster cluster() {
        return cluster;
    }

    /** Of the seed: which of the cluster's slaves it hits. */
    String victim() {
        return cluster.slaves().get(seed % cluster.slaves().size());
    }

    /** Of the seed: which of the trials it hits, counted from 1. */
    int victimTrial() {
        return 1 + (seed - 1) % (TinyPlan.TRIALS - 1);
    }

    int drawn(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** What the faults came before, since 1970; 0 if there was none. */
    long faultMillis() {
        return faultMillis;
    }

    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    // The user.

    /** {@code aiperf run}. */
    void start() throws IOException {
        command("run", home.resolve("plan.yaml").toString(), "--cluster", file());
    }

    /** {@code aiperf attach}, on another computer. */
    void attach() throws IOException, InterruptedException {
        command("attach", file() + ":" + onNodes(folder()));
    }

    /** {@code aiperf resume}, likewise. */
    void resume() throws IOException, InterruptedException {
        command("resume", file() + ":" + onNodes(folder()));
    }

    private void command(String... words) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(
                List.of("--out", home.resolve("out" + (clients.size() + 1)).toString(), "--json"));
        clients.add(Client.start(stage, home, arguments));
    }

    private String file() {
        return cluster.clusterFile().toString();
    }

    /** Whoever resolves names knows the master. */
    void learnAddress() throws IOException {
        Files.writeString(home.resolve("hosts"), "127.0.0.1 localhost\n127.0.0.1 " + FaultCluster.MASTER + "\n");
    }

    /** Whoever resolves names does not know the master any more. */
    void forgetAddress() throws IOException {
        Files.writeString(home.resolve("hosts"), "127.0.0.1 localhost\n");
    }

    Client client() {
        return clients.getLast();
    }

    // Moments.

    /** The folder of the run, once there is one with its plan. */
    Path folder() throws IOException, InterruptedException {
        return view().folder().root();
    }

    RunView view() throws IOException, InterruptedException {
        if (view.isEmpty()) {
            await("a folder of the run", () -> {
                Optional<Path> found = newFolder();
                found.ifPresent(folder -> view = Optional.of(new RunView(folder)));
                return found.isPresent();
            });
        }
        return view.orElseThrow();
    }

    private Optional<Path> newFolder() throws IOException {
        Set<Path> now = runFolders();
        now.removeAll(before);
        return now.stream()
                .filter(folder -> Files.exists(folder.resolve("plan.yaml")))
                .findFirst();
    }

    private Set<Path> runFolders() throws IOException {
        Path runs = cluster.shared().resolve("aiperf/runs");
        if (!Files.isDirectory(runs)) {
            return new HashSet<>();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return new HashSet<>(folders.toList());
        }
    }

    private String onNodes(Path folder) {
        return cluster.sharedOnNodes() + "/" + cluster.shared().relativize(folder);
    }

    /** Something that becomes true and stays so. */
    interface Moment {
        boolean isHere() throws IOException, InterruptedException;
    }

    /** @throws IOException if it does not come */
    void await(String what, Moment moment) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            if (view.isPresent()) {
                view.get().look();
            }
            if (moment.isHere()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("there was never " + what + "; the client said: "
                        + (clients.isEmpty() ? "nothing" : client().lastWords()));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    void awaitMaster() throws IOException, InterruptedException {
        RunView run = view();
        await("a master", () -> Files.exists(run.folder().master()));
    }

    /** A worker's process is there, and starts. */
    void awaitWorkerProcess(String slave) throws IOException, InterruptedException {
        RunView run = view();
        await("a worker on " + slave, () -> run.process(slave).isPresent());
    }

    void awaitWorker() throws IOException, InterruptedException {
        RunView run = view();
        await("a worker", () -> run.count(WorkerJoined.class, _ -> true) > 0);
    }

    TrialAssigned awaitAssigned(int n) throws IOException, InterruptedException {
        RunView run = view();
        await("a trial " + n, () -> run.assigned(n).isPresent());
        return run.assigned(n).orElseThrow();
    }

    /** The trial is claimed by its worker, which builds its network. */
    TrialAssigned awaitClaimed(int n) throws IOException, InterruptedException {
        TrialAssigned assigned = awaitAssigned(n);
        RunView run = view();
        await("a claim of trial " + assigned.trial(), () -> run.isClaimed(assigned.trial()));
        return assigned;
    }

    TrialAssigned awaitStarted(int n) throws IOException, InterruptedException {
        TrialAssigned assigned = awaitAssigned(n);
        RunView run = view();
        await("a start of trial " + assigned.trial(), () -> run.isStarted(assigned) || run.isEnded(assigned));
        return assigned;
    }

    /** The trial trains, and will for a while. */
    TrialAssigned awaitMiddle(int n) throws IOException, InterruptedException {
        TrialAssigned assigned = awaitStarted(n);
        pause(drawn(50, 500));
        return assigned;
    }

    /** The worker has written its result. */
    void awaitWritten(TrialAssigned assigned) throws IOException, InterruptedException {
        RunView run = view();
        await("a result of trial " + assigned.trial(), () -> run.isWritten(assigned.trial()));
    }

    void awaitFinished(int n) throws IOException, InterruptedException {
        RunView run = view();
        await(n + " finished trials", () -> run.finished() >= n);
    }

    void awaitResumed(int times) throws IOException, InterruptedException {
        RunView run = view();
        await("a master that goes on", () -> run.count(RunResumed.class, _ -> true) >= times);
    }

    void awaitStop() throws IOException, InterruptedException {
        RunView run = view();
        await("an end", () -> run.count(StopRequested.class, _ -> true) > 0);
    }

    void awaitEnd() throws IOException, InterruptedException {
        RunView run = view();
        await("an end", () -> run.count(RunEnded.class, _ -> true) > 0);
    }

    /** The master has given up what a worker was doing. */
    void awaitGivenUp(TrialAssigned assigned) throws IOException, InterruptedException {
        RunView run = view();
        await("the loss of trial " + assigned.trial(), () -> run.isEnded(assigned));
    }

    /** The client says that it cannot go on. */
    void awaitFailure() throws IOException, InterruptedException {
        await("an end of the client", () -> !client().isAlive());
    }

    /** The relay has cut what it was to cut. */
    void awaitCut() throws IOException, InterruptedException {
        await("a connection to cut", () -> cluster.relay().left() == 0 || !client().isAlive());
    }

    /** Lets time pass, as it does between two things that people do. */
    void pause(int millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    // Whoever breaks things.

    /** Whatever follows is the fault. */
    void breaks() {
        if (faultMillis == 0) {
            faultMillis = System.currentTimeMillis();
        }
    }

    void killClient() throws InterruptedException {
        breaks();
        client().kill();
    }

    void killMaster() throws IOException, InterruptedException {
        signalMaster("KILL");
    }

    /** A master that does nothing hears nothing and writes nothing; what is sent to it waits. */
    void stopMaster() throws IOException, InterruptedException {
        signalMaster("STOP");
    }

    void letMasterGoOn() throws IOException, InterruptedException {
        signalMaster("CONT");
    }

    private void signalMaster(String signal) throws IOException, InterruptedException {
        RunView run = view();
        await("a process of the master", () -> run.process(FaultCluster.MASTER).isPresent());
        breaks();
        cluster.signal(FaultCluster.MASTER, run.process(FaultCluster.MASTER).orElseThrow(), signal);
    }

    void killWorker(String slave) throws IOException, InterruptedException {
        awaitWorkerProcess(slave);
        breaks();
        cluster.signal(slave, view().process(slave).orElseThrow(), "KILL");
    }

    /** Crashes a daemon of Slurm's on a node, and starts it again. */
    void crashSlurm(String node, int awayMillis) throws IOException, InterruptedException {
        breaks();
        cluster.killSlurm(node);
        pause(awayMillis);
        cluster.startSlurm(node);
    }

    /** Pulls the cable of a slave, and plugs it in again. */
    void pull(String slave, int awayMillis) throws IOException, InterruptedException {
        breaks();
        cluster.unplug(slave);
        pause(awayMillis);
        cluster.plug(slave);
    }

    // The end.

    /**
     * How the user came to the end of a run.
     *
     * @param failedCommands that were not killed
     * @param complaint why he gave up; empty if he did not
     */
    record End(int failedCommands, Optional<String> complaint) {}

    /**
     * Waits for the end. Where a command fails the user resumes the run, or starts it again if it was not even there; he
     * may have to do so a few times.
     */
    End finish() throws IOException, InterruptedException {
        for (int failed = 0; ; ) {
            OptionalInt code = client().exitCode(TO_THE_END);
            if (code.isEmpty()) {
                return new End(
                        failed,
                        Optional.of(
                                "a client still ran after " + TO_THE_END.toSeconds() + " s: " + client().lastWords()));
            }
            if (code.getAsInt() == 0) {
                return new End(failed, Optional.empty());
            }
            failed++;
            if (failed == MOST_COMMANDS) {
                return new End(failed, Optional.of("the client failed again and again: " + client().lastWords()));
            }
            if (newFolder().isPresent()) {
                resume();
            } else {
                start();
            }
        }
    }

    /** What the run wrote down so far; nothing if it has no folder. */
    List<Recorded> events() throws IOException, InterruptedException {
        if (view.isEmpty() && newFolder().isEmpty()) {
            return List.of();
        }
        view().look();
        return view().events();
    }

    /** From the fault to the first result after it; to the end of the run if none came. */
    double recoverySeconds() throws IOException, InterruptedException {
        List<Recorded> events = events();
        long last = events.isEmpty() ? faultMillis : events.getLast().atMillis();
        return events.stream()
                        .filter(recorded -> recorded.atMillis() >= faultMillis
                                && recorded.event() instanceof TrialEnded ended
                                && ended.outcome() == Outcome.FINISHED)
                        .mapToLong(recorded -> recorded.atMillis() - faultMillis)
                        .findFirst()
                        .orElse(Math.max(0, last - faultMillis))
                / 1e3;
    }

    @Override
    public void close() {
        clients.forEach(Client::drop);
    }
}
