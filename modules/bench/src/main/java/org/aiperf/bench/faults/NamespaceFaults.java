package org.aiperf.bench.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.SshAddress;
import org.aiperf.namespaces.NamespaceCluster;

/** The cluster of namespaces, whose cables are real as far as its hosts can tell. */
final class NamespaceFaults implements FaultCluster {
    static final String NAME = "namespaces";

    /** A node is given up only where a point waits for that. */
    private static final Duration SLURMD_TIMEOUT = Duration.ofSeconds(60);

    private final Path folder;
    private final CuttingRelay relay;
    private final NamespaceCluster hosts;

    private NamespaceFaults(Path folder, NamespaceCluster hosts, CuttingRelay relay) {
        this.folder = folder;
        this.hosts = hosts;
        this.relay = relay;
    }

    static NamespaceFaults start(Path folder) throws IOException, InterruptedException {
        NamespaceCluster hosts = NamespaceCluster.start(Files.createDirectories(folder), SLURMD_TIMEOUT);
        Cluster cluster = hosts.cluster();
        SshAddress master = cluster.master().ssh().orElseThrow();
        CuttingRelay relay = CuttingRelay.to(
                new InetSocketAddress(master.host(), master.port().orElseThrow()));
        String known = Files.readAllLines(master.knownHosts().orElseThrow()).stream()
                .filter(line -> line.startsWith(master.host() + ","))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .findFirst()
                .orElseThrow(() -> new IOException("the master has no host key"));
        ClientSide.write(folder.resolve("client.yaml"), cluster, relay.port(), known);
        return new NamespaceFaults(folder, hosts, relay);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mend() throws IOException, InterruptedException {
        relay.mend();
        hosts.mend();
    }

    @Override
    public Path clusterFile() {
        return folder.resolve("client.yaml");
    }

    @Override
    public CuttingRelay relay() {
        return relay;
    }

    @Override
    public Path shared() {
        return hosts.shared();
    }

    @Override
    public String sharedOnNodes() {
        return hosts.cluster().sharedFolder();
    }

    @Override
    public List<String> slaves() {
        return hosts.cluster().slaves().stream().map(Node::name).toList();
    }

    @Override
    public void signal(String node, long process, String signal) throws IOException, InterruptedException {
        hosts.signal(node, process, signal);
    }

    @Override
    public void killSlurm(String node) throws InterruptedException {
        hosts.killSlurm(node);
    }

    @Override
    public void startSlurm(String node) throws IOException, InterruptedException {
        hosts.startSlurm(node);
    }

    @Override
    public void unplug(String slave) throws IOException, InterruptedException {
        hosts.unplug(slave);
    }

    @Override
    public void plug(String slave) throws IOException, InterruptedException {
        hosts.plug(slave);
    }

    @Override
    public List<String> queue() throws IOException, InterruptedException {
        return hosts.queue();
    }

    @Override
    public void end() throws IOException, InterruptedException {
        relay.close();
        hosts.end();
    }
}
