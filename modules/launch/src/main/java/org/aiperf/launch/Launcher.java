package org.aiperf.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aiperf.benchmark.SearchEvent.RunPredicted;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Cluster;
import org.aiperf.launch.LaunchProgress.Step;
import org.aiperf.remote.Completed;
import org.aiperf.remote.Connections;
import org.aiperf.remote.RemoteCommand;
import org.aiperf.remote.SshConnection;
import org.aiperf.runs.Recorded;

/**
 * Starts a run on a cluster over SSH: connects to every node, probes and checks them, sends what is missing of the agent
 * to the shared folder, starts the master on the head node and a worker on every slave. Of a cluster that Slurm runs only
 * the head node is connected to, and the master there submits the workers. From then on the run is the cluster's;
 * nothing here needs to stay connected.
 */
public final class Launcher {
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final Duration PATIENCE_FOR_MASTER = Duration.ofSeconds(60);
    private static final Duration PATIENCE_FOR_WORKER = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 20;
    private static final int LOOKS_BETWEEN_SIGNS_OF_LIFE = 25;
    private static final int MOST_RUNS_A_SECOND = 100;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Cluster cluster;
    private final AgentBundles bundles;
    private final LaunchProgress progress;
    private final Optional<Connections> connections;

    /** Connects by itself, with nobody to ask. */
    public Launcher(Cluster cluster, AgentBundles bundles, LaunchProgress progress) {
        this(cluster, bundles, progress, Optional.empty());
    }

    /** @param connections to the nodes, which stay open */
    public Launcher(Cluster cluster, AgentBundles bundles, LaunchProgress progress, Connections connections) {
        this(cluster, bundles, progress, Optional.of(connections));
    }

    private Launcher(
            Cluster cluster, AgentBundles bundles, LaunchProgress progress, Optional<Connections> connections) {
        this.cluster = cluster;
        this.bundles = bundles;
        this.progress = progress;
        this.connections = connections;
    }

    /**
     * Starts a run and returns once its master and workers are started.
     *
     * @param planText of {@code plan.yaml}, already checked
     * @param prediction what the run is expected to come to, for its record
     * @throws LaunchException if a check or a step failed, one line for each; a master that was started already is asked to
     *     stop
     */
    public ClusterRun start(SearchPlan plan, String planText, Optional<RunPredicted> prediction)
            throws IOException, InterruptedException {
        try (Reach reach = Reach.connected(cluster, connections, progress)) {
            Deployment deployment = new Deployment(reach.headConnection(), cluster.sharedFolder());
            DeployedAgents agents = checked(reach, deployment).deploy(progress);
            ReachedNode head = reach.head();
            String run = newRunFolder(head, deployment.runs(), plan.name());
            head.ssh().files().write(run + "/plan.yaml", planText.getBytes(StandardCharsets.UTF_8));
            if (prediction.isPresent()) {
                String event = SearchRun.codec().encode(new Recorded(0, 0, prediction.get()));
                head.ssh().files().write(run + "/" + SearchRun.PREDICTION_FILE, event.getBytes(StandardCharsets.UTF_8));
            }
            writeSlurmFiles(head, deployment, agents, run);
            try {
                startMaster(head, deployment, agents, run, "master");
                new InParallel(progress)
                        .onAll(
                                Step.START,
                                reach.slaves(),
                                slave -> startWorker(slave, deployment, agents, run),
                                name -> {});
            } catch (IOException | InterruptedException | RuntimeException e) {
                askToStop(head, run, e);
                throw e;
            }
            return new ClusterRun(cluster, plan.name(), run);
        }
    }

    /** Also when the launch was interrupted, which is one way to call it off. */
    private static void askToStop(ReachedNode head, String run, Exception failure) {
        boolean wasInterrupted = Thread.interrupted();
        try {
            head.ssh().files().write(run + "/stop", "its launch failed".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            failure.addSuppressed(e);
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Sees to it that a run has its master and all its workers: starts again what does not live any more. A run that is
     * over is left as it is.
     *
     * @param run its folder on the cluster, absolute
     * @throws LaunchException if there is no such run, or a step failed
     */
    public ClusterRun resume(String run) throws IOException, InterruptedException {
        try (Reach reach = Reach.of(cluster, connections, progress)) {
            ReachedNode head = reach.head();
            ClusterRun found = ClusterRun.find(cluster, head.ssh(), run);
            if (lastLine(head.ssh(), run + "/events.ndjson").contains("\"type\":\"RunEnded\"")) {
                return found;
            }
            Deployment deployment = new Deployment(head.ssh(), cluster.sharedFolder());
            DeployedAgents agents = deployment.deploy(reach.nodes(), bundles, progress);
            progress.at(Step.START, 0, "what does not live any more");
            progress.check();
            if (!isAlive(head.ssh(), run, head.name())) {
                for (ReachedNode slave : reach.slaves()) {
                    awaitEnd(slave, run);
                }
                head.ssh().files().delete(run + "/master.json");
                writeSlurmFiles(head, deployment, agents, run);
                startMaster(head, deployment, agents, run, "master-again");
            }
            new InParallel(progress)
                    .onAll(
                            Step.START,
                            reach.slaves(),
                            slave -> isAlive(slave.ssh(), run, slave.name())
                                    ? slave.name()
                                    : startWorker(slave, deployment, agents, run),
                            name -> {});
            return found;
        }
    }

    /** A worker whose master is gone ends by itself, soon. */
    private static void awaitEnd(ReachedNode slave, String run) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_FOR_WORKER.toNanos();
        while (isAlive(slave.ssh(), run, slave.name())) {
            if (System.nanoTime() > deadline) {
                throw new LaunchException(slave.name() + ": its worker lives on without a master; end the process in "
                        + pidFile(run, slave.name()) + " and try again");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Probes the nodes and checks what the run will need, and looks meanwhile what has to be sent. */
    private Deployment.Looked checked(Reach reach, Deployment deployment) throws IOException, InterruptedException {
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Verdict>> between =
                    beside.submit(() -> Preflight.between(cluster, reach.connections(), bundles));
            reach.probe(progress);
            progress.at(Step.PROBE, 1, "checking what the run will need");
            Future<Deployment.Looked> looked = beside.submit(() -> deployment.look(reach.nodes(), bundles));
            List<Verdict> verdicts = new ArrayList<>(Preflight.each(cluster, reach.nodes(), bundles));
            verdicts.addAll(between.get());
            Preflight.require(verdicts);
            return looked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static String newRunFolder(ReachedNode head, String runs, String name) throws IOException {
        String slug = name.replaceAll("[^A-Za-z0-9._-]+", "-");
        String stamp = slug + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP);
        for (int i = 1; i <= MOST_RUNS_A_SECOND; i++) {
            String folder = runs + "/" + stamp + (i == 1 ? "" : "-" + i);
            if (head.ssh().files().mkdir(folder)) {
                head.ssh().files().mkdir(folder + "/logs");
                return folder;
            }
        }
        throw new LaunchException(head.name() + ": " + runs + " has " + MOST_RUNS_A_SECOND
                + " runs of this second; start again in a moment");
    }

    private void startMaster(ReachedNode head, Deployment deployment, DeployedAgents agents, String run, String role)
            throws IOException, InterruptedException {
        progress.at(Step.START, 0, "master on " + head.name());
        progress.check();
        String pid = pidFile(run, head.name());
        String log = logFile(run, head.name());
        RemoteCommand master = new AgentCommand(deployment, agents, run)
                .master(
                        head.name(),
                        List.of(role, "--run", run, "--bind", head.node().clusterAddress()));
        head.ssh().startDetached(master, log, pid);
        long deadline = System.nanoTime() + PATIENCE_FOR_MASTER.toNanos();
        for (int looks = 1; !head.ssh().files().exists(run + "/master.json"); looks++) {
            boolean isLate = System.nanoTime() > deadline;
            // A question of its own, which starts programs there: not at every look.
            if (isLate || (looks % LOOKS_BETWEEN_SIGNS_OF_LIFE == 0 && !isAlive(head.ssh(), run, head.name()))) {
                throw new LaunchException(head.name() + ": the master did not start: " + lastWords(head.ssh(), log));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** The nodes that Slurm chooses are taken to run the agent of the head node. */
    private void writeSlurmFiles(ReachedNode head, Deployment deployment, DeployedAgents agents, String run)
            throws IOException {
        if (cluster.slurm().isPresent()) {
            RemoteCommand worker = new AgentCommand(deployment, agents, run).worker(head.name(), List.of());
            new SlurmRunFiles(cluster).write(head.ssh().files(), run, worker);
        }
    }

    private static String startWorker(ReachedNode slave, Deployment deployment, DeployedAgents agents, String run)
            throws IOException {
        int threads = slave.node().accelerators().stream()
                .mapToInt(Accelerator::threads)
                .sum();
        List<String> words = List.of(
                "worker", "--run", run, "--name", slave.name(), "--threads", Integer.toString(Math.max(1, threads)));
        slave.ssh()
                .startDetached(
                        new AgentCommand(deployment, agents, run).worker(slave.name(), words),
                        logFile(run, slave.name()),
                        pidFile(run, slave.name()));
        return slave.name();
    }

    static String logFile(String run, String node) {
        return run + "/logs/" + node + ".log";
    }

    static String pidFile(String run, String node) {
        return run + "/logs/" + node + ".pid";
    }

    /** Whether the process that was started for this run on a node lives; another one that got its number does not count. */
    static boolean isAlive(SshConnection connection, String run, String node) throws IOException {
        String script = "pid=$(cat \"$1\") && kill -0 \"$pid\" 2>/dev/null || exit 1; "
                + "[ -r \"/proc/$pid/cmdline\" ] || exit 0; tr '\\0' ' ' <\"/proc/$pid/cmdline\" | grep -qF -- \"$2\"";
        return connection
                .run(RemoteCommand.script(script, List.of(pidFile(run, node), run)), SHORT)
                .succeeded();
    }

    /** What the master said before it gave up: every line of it, as it may be about several things. */
    private static String lastWords(SshConnection connection, String log) throws IOException {
        Completed tail = connection.run(RemoteCommand.of("tail", "-n", "20", log), SHORT);
        String words = tail.out().strip();
        int error = words.lastIndexOf(" ERROR ");
        return tail.succeeded() && error >= 0 ? words.substring(error + 7) : lastLine(connection, log);
    }

    static String lastLine(SshConnection connection, String log) throws IOException {
        Completed tail = connection.run(RemoteCommand.of("tail", "-n", "1", log), SHORT);
        return tail.succeeded() && !tail.out().isBlank() ? tail.out().strip() : "its log is empty";
    }
}
