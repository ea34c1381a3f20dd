package org.aiperf.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aiperf.cluster.Cluster;
import org.aiperf.remote.RemoteFiles;
import org.aiperf.remote.SshConnection;
import org.aiperf.runs.EventFeed;

/** A run in a folder of a cluster. Holds no connection of its own: each call and each watcher opens one. */
public final class ClusterRun implements LiveRun {
    private final Cluster cluster;
    private final String name;
    private final String folder;

    /** @param folder of the run on the cluster, absolute */
    ClusterRun(Cluster cluster, String name, String folder) {
        this.cluster = cluster;
        this.name = name;
        this.folder = folder;
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
        return new RemoteFeed(cluster.master(), folder);
    }

    @Override
    public void requestStop(String reason) throws IOException {
        try (SshConnection head = SshConnection.open(cluster.master())) {
            head.files().write(folder + "/stop", reason.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Copies what is worth keeping to this machine: plan, events, finished models and logs, but no weights. */
    public void fetch(Path into) throws IOException {
        try (SshConnection head = SshConnection.open(cluster.master())) {
            RemoteFiles files = head.files();
            Files.createDirectories(into);
            files.download(folder + "/plan.yaml", into.resolve("plan.yaml"));
            files.download(folder + "/events.ndjson", into.resolve("events.ndjson"));
            for (String part : new String[] {"history", "logs"}) {
                if (files.exists(folder + "/" + part)) {
                    Files.createDirectories(into.resolve(part));
                    for (String file : files.list(folder + "/" + part)) {
                        boolean isWanted = file.endsWith(".json") || file.endsWith(".log");
                        if (isWanted && !file.startsWith(".") && file.indexOf('/') < 0) {
                            files.download(
                                    folder + "/" + part + "/" + file,
                                    into.resolve(part).resolve(file));
                        }
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        // Nothing is held open between calls.
    }
}
