package org.aiperf.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.JavaRuntime;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.NodeFacts;
import org.aiperf.launch.LaunchProgress.Step;
import org.aiperf.remote.Completed;
import org.aiperf.remote.Probe;
import org.aiperf.remote.RemoteCommand;
import org.aiperf.remote.SshConnection;

/**
 * Starts a run on a cluster over SSH: connects to every node, probes them, sends what is missing of the agent to the
 * shared folder, starts the master on the head node and a worker on every slave. From then on the run is the cluster's;
 * nothing here needs to stay connected.
 */
public final class Launcher {
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final Duration PATIENCE_FOR_MASTER = Duration.ofSeconds(60);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Cluster cluster;
    private final AgentBundle bundle;
    private final LaunchProgress progress;

    public Launcher(Cluster cluster, AgentBundle bundle, LaunchProgress progress) {
        this.cluster = cluster;
        this.bundle = bundle;
        this.progress = progress;
    }

    /**
     * Starts a run and returns once its master and workers are started.
     *
     * @param planText of {@code plan.yaml}, already checked
     * @throws LaunchException if a step failed; what was started is stopped again
     */
    public ClusterRun start(SearchPlan plan, String planText) throws IOException, InterruptedException {
        Map<Node, SshConnection> connections = connect();
        try {
            Map<Node, NodeFacts> facts = probe(connections);
            SshConnection head = connections.get(cluster.master());
            Deployment deployment = new Deployment(head, cluster.sharedFolder(), bundle);
            String classPath = deployment.deploy(progress);
            String run = newRunFolder(head, deployment.runs(), plan.name());
            head.files().write(run + "/plan.yaml", planText.getBytes(StandardCharsets.UTF_8));
            startMaster(head, facts, deployment, classPath, run);
            startWorkers(connections, facts, deployment, classPath, run);
            progress.at(Step.START, 1, cluster.slaves().size() + " workers");
            return new ClusterRun(cluster, plan.name(), run);
        } finally {
            connections.values().forEach(SshConnection::close);
        }
    }

    private Map<Node, SshConnection> connect() throws IOException, InterruptedException {
        Map<Node, SshConnection> connections = new LinkedHashMap<>();
        try {
            connections.putAll(onAll(Step.CONNECT, cluster.nodes(), SshConnection::open, connections));
            return connections;
        } catch (IOException | InterruptedException e) {
            connections.values().forEach(SshConnection::close);
            throw e;
        }
    }

    private Map<Node, NodeFacts> probe(Map<Node, SshConnection> connections)
            throws IOException, InterruptedException {
        Map<Node, NodeFacts> facts = new LinkedHashMap<>();
        onAll(
                Step.PROBE,
                cluster.nodes(),
                node -> Probe.facts(connections.get(node), cluster.sharedFolder()),
                facts);
        List<String> without = facts.entrySet().stream()
                .filter(entry -> entry.getValue().java().isEmpty())
                .map(entry -> entry.getKey().name())
                .toList();
        if (!without.isEmpty()) {
            throw new LaunchException(String.join(", ", without)
                    + ": no Java 25 was found there; install one, for example under /opt, and try again");
        }
        return facts;
    }

    private interface PerNode<T> {
        T apply(Node node) throws IOException;
    }

    /** Runs an action on all nodes at once; results go to {@code results} as they come, failures are told together. */
    private <T> Map<Node, T> onAll(Step step, List<Node> nodes, PerNode<T> action, Map<Node, T> results)
            throws IOException, InterruptedException {
        progress.check();
        List<String> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Node, Future<T>> futures = new LinkedHashMap<>();
            nodes.forEach(node -> futures.put(node, threads.submit(() -> action.apply(node))));
            int done = 0;
            for (Map.Entry<Node, Future<T>> entry : futures.entrySet()) {
                try {
                    results.put(entry.getKey(), entry.getValue().get());
                    progress.at(step, (double) ++done / nodes.size(), entry.getKey().name());
                } catch (ExecutionException e) {
                    failures.add(String.valueOf(e.getCause().getMessage()));
                }
            }
        }
        if (!failures.isEmpty()) {
            throw new LaunchException(String.join("\n", failures));
        }
        return results;
    }

    private static String newRunFolder(SshConnection head, String runs, String name) throws IOException {
        String slug = name.replaceAll("[^A-Za-z0-9._-]+", "-");
        String stamp = slug + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP);
        for (int i = 1; i <= 100; i++) {
            String folder = runs + "/" + stamp + (i == 1 ? "" : "-" + i);
            if (head.run(RemoteCommand.of("mkdir", "-m", "700", folder), SHORT).succeeded()) {
                head.files().mkdirs(folder + "/logs");
                return folder;
            }
        }
        throw new LaunchException(head.node().name() + ": no folder can be made in " + runs
                + "; check its space and that you may write there");
    }

    private void startMaster(
            SshConnection head, Map<Node, NodeFacts> facts, Deployment deployment, String classPath, String run)
            throws IOException, InterruptedException {
        progress.check();
        progress.at(Step.START, 0, "master on " + head.node().name());
        RemoteCommand command =
                agent(facts.get(head.node()), deployment, classPath, List.of("master", "--run", run), "256m");
        String log = run + "/logs/" + head.node().name() + ".log";
        String pid = run + "/logs/" + head.node().name() + ".pid";
        head.startDetached(command, log, pid);
        long deadline = System.nanoTime() + PATIENCE_FOR_MASTER.toNanos();
        while (!head.files().exists(run + "/master.json")) {
            if (System.nanoTime() > deadline || !isAlive(head, pid)) {
                throw new LaunchException(head.node().name() + ": the master did not start: " + lastLine(head, log));
            }
            Thread.sleep(50);
        }
    }

    private void startWorkers(
            Map<Node, SshConnection> connections,
            Map<Node, NodeFacts> facts,
            Deployment deployment,
            String classPath,
            String run)
            throws IOException, InterruptedException {
        Map<Node, Boolean> started = new LinkedHashMap<>();
        onAll(
                Step.START,
                cluster.slaves(),
                node -> {
                    List<String> arguments = List.of(
                            "worker", "--run", run, "--name", node.name(), "--threads", Integer.toString(threads(node)));
                    connections
                            .get(node)
                            .startDetached(
                                    agent(facts.get(node), deployment, classPath, arguments, "1g"),
                                    run + "/logs/" + node.name() + ".log",
                                    run + "/logs/" + node.name() + ".pid");
                    return true;
                },
                started);
    }

    private static int threads(Node node) {
        return Math.max(
                1, node.accelerators().stream().mapToInt(a -> a.threads()).sum());
    }

    private static RemoteCommand agent(
            NodeFacts facts, Deployment deployment, String classPath, List<String> arguments, String heap) {
        List<String> command = new ArrayList<>(List.of(
                facts.java().map(JavaRuntime::path).orElseThrow(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.bytedeco.javacpp.cachedir=" + deployment.natives(),
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS",
                "@" + classPath,
                "org.aiperf.agent.AgentMain"));
        command.addAll(arguments);
        return RemoteCommand.of(command);
    }

    static boolean isAlive(SshConnection connection, String pidFile) throws IOException {
        Completed completed = connection.run(
                RemoteCommand.script("kill -0 \"$(cat \"$1\")\" 2>/dev/null", List.of(pidFile)), SHORT);
        return completed.succeeded();
    }

    static String lastLine(SshConnection connection, String log) throws IOException {
        Completed tail = connection.run(RemoteCommand.of("tail", "-n", "1", log), SHORT);
        return tail.succeeded() && !tail.out().isBlank() ? tail.out().strip() : "its log is empty";
    }
}
