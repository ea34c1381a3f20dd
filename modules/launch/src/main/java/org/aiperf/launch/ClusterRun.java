package org.aiperf.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.cluster.Cluster;
import org.aiperf.problems.Problems;
import org.aiperf.remote.Connections;
import org.aiperf.remote.RemoteFiles;
import org.aiperf.remote.SshConnection;
import org.aiperf.runs.EventFeed;

/** A run in a folder of a cluster. Unless it was given connections, each call and each watcher opens one of its own. */
public final class ClusterRun implements LiveRun {
    private static final int LONGEST_PLAN = 1 << 20;
    private static final int LONGEST_QUEUE = 4096;
    private static final long POLL_MILLIS = 100;

    private final Cluster cluster;
    private final String name;
    private final String folder;
    private final HeadAccess access;

    /** @param folder of the run on the cluster, absolute */
    ClusterRun(Cluster cluster, String name, String folder) {
        this(cluster, name, folder, HeadAccess.alone(cluster.master()));
    }

    private ClusterRun(Cluster cluster, String name, String folder, HeadAccess access) {
        this.cluster = cluster;
        this.name = name;
        this.folder = folder;
        this.access = access;
    }

    /** The same run, seen through connections that are closed with it. Two watchers may follow it at a time. */
    public ClusterRun through(Connections connections) {
        return new ClusterRun(cluster, name, folder, HeadAccess.through(connections, cluster.master()));
    }

    /**
     * A run that is there already, on whatever computer it was started, seen through connections that are closed with it,
     * and at once if there is none.
     *
     * @throws LaunchException if there is none
     */
    public static ClusterRun find(Cluster cluster, Connections connections, String folder) throws IOException {
        try {
            return find(cluster, connections.to(cluster.master()), folder).through(connections);
        } catch (IOException | RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    static ClusterRun find(Cluster cluster, SshConnection head, String folder) throws IOException {
        if (!FetchedName.isOfFolder(folder) || !head.files().exists(folder + "/plan.yaml")) {
            throw new LaunchException(head.node().name() + ": there is no run in " + folder);
        }
        String plan = new String(head.files().read(folder + "/plan.yaml", 0, LONGEST_PLAN), StandardCharsets.UTF_8);
        String name =
                SearchPlan.parse(folder + "/plan.yaml", plan, new Problems()).name();
        return new ClusterRun(cluster, name, folder);
    }

    @Override
    public String runId() {
        return folder.substring(folder.lastIndexOf('/') + 1);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String clusterName() {
        return cluster.name();
    }

    /** Where it is on the cluster. */
    public String folder() {
        return folder;
    }

    @Override
    public EventFeed follow() {
        return new RemoteFeed(cluster.master(), access, folder);
    }

    @Override
    public void requestStop(String reason) throws IOException {
        try (HeadAccess.Held held = access.open()) {
            held.ssh().files().write(folder + "/stop", reason.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Copies what is worth keeping to this machine: plan, events, finished models and logs, but no weights. */
    public void fetch(Path into) throws IOException {
        try (HeadAccess.Held held = access.open()) {
            RemoteFiles files = held.ssh().files();
            Files.createDirectories(into);
            files.download(folder + "/plan.yaml", into.resolve("plan.yaml"));
            files.download(folder + "/events.ndjson", into.resolve("events.ndjson"));
            for (String part : new String[] {"history", "logs"}) {
                if (files.exists(folder + "/" + part)) {
                    Files.createDirectories(into.resolve(part));
                    for (String file : files.list(folder + "/" + part)) {
                        Optional<Path> kept = FetchedName.in(into.resolve(part), file);
                        if (kept.isPresent()) {
                            files.download(folder + "/" + part + "/" + file, kept.get());
                        }
                    }
                }
            }
        }
    }

    /** What the jobs of a run are doing that waits for its first worker, one line each; none without Slurm. */
    public List<String> queue() throws IOException {
        try (HeadAccess.Held held = access.open()) {
            return held.ssh().files().exists(folder + "/queue")
                    ? new String(held.ssh().files().read(folder + "/queue", 0, LONGEST_QUEUE), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : List.of();
        }
    }

    /**
     * Waits for the master to have put everything away after the end of the run, such as jobs in a queue.
     *
     * @return whether it has in that time
     */
    public boolean awaitMasterGone(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        try (HeadAccess.Held held = access.open()) {
            while (Launcher.isAlive(held.ssh(), folder, cluster.master().name())) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                Thread.sleep(POLL_MILLIS);
            }
            return true;
        }
    }

    @Override
    public void close() {
        access.close();
    }
}
