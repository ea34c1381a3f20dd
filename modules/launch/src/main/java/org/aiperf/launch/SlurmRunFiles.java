package org.aiperf.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SshAddress;
import org.aiperf.remote.RemoteCommand;
import org.aiperf.remote.RemoteFiles;

/** What the master of a run needs to have Slurm start its workers: the cluster, and the script of a job. */
final class SlurmRunFiles {
    private final Cluster cluster;

    SlurmRunFiles(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @param agent starts the agent, its role and options still to come */
    void write(RemoteFiles files, String run, RemoteCommand agent) throws IOException {
        files.write(run + "/cluster.yaml", clusterFile());
        files.write(run + "/worker.sh", script(run, agent).getBytes(StandardCharsets.UTF_8));
        files.write(run + "/allocation.sh", resource("allocation.sh").getBytes(StandardCharsets.UTF_8));
    }

    /** The cluster without the ways from here to it, which are nobody's business there. */
    private byte[] clusterFile() throws IOException {
        List<Node> nodes =
                cluster.nodes().stream().map(SlurmRunFiles::fromWithin).toList();
        Path file = Files.createTempFile("cluster", ".yaml");
        try {
            ClusterFile.write(new Cluster(cluster.name(), cluster.sharedFolder(), cluster.slurm(), nodes), file);
            return Files.readAllBytes(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Node fromWithin(Node node) {
        Optional<SshAddress> ssh =
                node.role() == Role.MASTER ? node.ssh().map(SshAddress::host).map(SshAddress::of) : Optional.empty();
        return new Node(node.name(), node.role(), node.address(), ssh, node.hardware(), node.accelerators());
    }

    static String script(String run, RemoteCommand agent) throws IOException {
        return String.join(
                "\n",
                "#!/bin/sh",
                "# The place of one worker of this run: SLOT THREADS LIMIT_SECONDS alone|shared",
                "# Starts the worker, and starts it again when it crashed or lost its master.",
                "run=" + RemoteCommand.of(run),
                "agent() { exec " + agent + " \"$@\"; }",
                resource("worker.sh"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = SlurmRunFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
