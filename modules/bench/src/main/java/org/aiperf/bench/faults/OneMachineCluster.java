package org.aiperf.bench.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.SshAddress;
import org.aiperf.onemachine.OneMachine;
import org.aiperf.onemachine.Sample;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;

/**
 * Slurm on one machine. There are no cables on 127.0.0.1, so the processes of a slave are stopped instead: nothing comes
 * from them and nothing tells that they are gone.
 */
final class OneMachineCluster implements FaultCluster {
    static final String NAME = "one-machine";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final OneMachine machine;
    private final Cluster cluster;
    private final CuttingRelay relay;

    private OneMachineCluster(Path folder, OneMachine machine, Cluster cluster, CuttingRelay relay) {
        this.folder = folder;
        this.machine = machine;
        this.cluster = cluster;
        this.relay = relay;
    }

    /** Starts it in a new folder with a short path. */
    static OneMachineCluster start(Path folder) throws IOException, InterruptedException, InvalidInputException {
        OneMachine machine = OneMachine.in(folder);
        machine.up(Sample.read());
        Problems problems = new Problems();
        Optional<Cluster> read = ClusterFile.read(folder.resolve("cluster.yaml"), problems);
        problems.throwIfAny();
        Cluster cluster = read.orElseThrow();
        SshAddress master = cluster.master().ssh().orElseThrow();
        int port = master.port().orElseThrow();
        CuttingRelay relay = CuttingRelay.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        ClientSide.write(folder.resolve("client.yaml"), cluster, relay.port(), hostKey(master, port));
        return new OneMachineCluster(folder, machine, cluster, relay);
    }

    private static String hostKey(SshAddress master, int port) throws IOException {
        String host = "[127.0.0.1]:" + port + " ";
        return Files.readAllLines(master.knownHosts().orElseThrow()).stream()
                .filter(line -> line.startsWith(host))
                .map(line -> line.substring(host.length()))
                .findFirst()
                .orElseThrow(() -> new IOException("the master has no host key"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mend() throws IOException, InterruptedException, InvalidInputException {
        relay.mend();
        for (String slave : slaves()) {
            machine.thaw(slave);
            startSlurm(slave);
        }
        startSlurm(MASTER);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        machine.clearQueue();
        while (!isIdle()) {
            if (System.nanoTime() > deadline) {
                machine.down();
                machine.up(Sample.read());
                return;
            }
            Thread.sleep(100);
        }
    }

    private boolean isIdle() throws IOException, InterruptedException {
        List<String> states = machine.states();
        return states.size() == slaves().size()
                && states.stream().allMatch(state -> state.endsWith(" idle"))
                && machine.queue().isEmpty();
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
        return Path.of(cluster.sharedFolder());
    }

    @Override
    public String sharedOnNodes() {
        return cluster.sharedFolder();
    }

    @Override
    public List<String> slaves() {
        return cluster.slaves().stream().map(Node::name).toList();
    }

    @Override
    public void signal(String node, long process, String signal) throws IOException, InterruptedException {
        Path command = Path.of("/proc/" + process + "/cmdline");
        if (Files.exists(command) && Files.readString(command).contains("org.aiperf.agent.AgentMain")) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process))
                    .start()
                    .waitFor();
        }
    }

    private static String daemon(String node) {
        return node.equals(MASTER) ? "slurmctld" : "slurmd-" + node;
    }

    @Override
    public void killSlurm(String node) throws InterruptedException {
        machine.kill(daemon(node));
    }

    @Override
    public void startSlurm(String node) throws IOException {
        machine.startAgain(daemon(node));
    }

    @Override
    public void unplug(String slave) throws IOException {
        machine.freeze(slave);
    }

    @Override
    public void plug(String slave) throws IOException {
        machine.thaw(slave);
    }

    @Override
    public List<String> queue() throws IOException, InterruptedException {
        return machine.queue();
    }

    @Override
    public void end() throws IOException, InterruptedException {
        relay.close();
        for (String slave : slaves()) {
            machine.thaw(slave);
        }
        machine.down();
    }
}
