package org.aiperf.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.SlurmAccess;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.aiperf.remote.Connections;
import org.aiperf.remote.Connector;
import org.aiperf.slurm.apply.Daemons;
import org.aiperf.slurm.apply.SlurmConfiguration;
import org.aiperf.slurm.apply.SlurmHost;
import org.aiperf.slurm.apply.Surroundings;

/** A connection to every node of a cluster, and Slurm's configuration on them. */
final class SlurmConnections implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Connections connections;
    private final SlurmConfiguration configuration;

    private SlurmConnections(Cluster cluster, Connections connections, Terminal terminal) {
        this.connections = connections;
        List<SlurmHost> nodes = cluster.slaves().stream()
                .map(node -> (SlurmHost) new RemoteSlurmHost(connections, node))
                .toList();
        this.configuration = new SlurmConfiguration(
                new RemoteSlurmHost(connections, cluster.master()),
                nodes,
                cluster.slurm().map(SlurmAccess::configFolder).orElse(SlurmAccess.DEFAULT_FOLDER),
                Daemons.SYSTEMD,
                new Surroundings(Clock.systemUTC(), time -> Thread.sleep(time.toMillis()), PATIENCE, terminal::say));
    }

    /** @throws InvalidInputException if a node is reached by Slurm alone */
    static SlurmConnections open(Cluster cluster, Path file, Terminal terminal) throws InvalidInputException {
        Problems problems = new Problems();
        cluster.nodes().stream()
                .filter(node -> node.ssh().isEmpty())
                .forEach(node -> problems.add(new Problem(
                        file.toString(),
                        0,
                        "ssh",
                        "the node '" + node.name() + "' cannot be reached over SSH, so its files cannot be written",
                        "add 'ssh: {host: …}' to it")));
        problems.throwIfAny();
        Connector connector = Connector.forCluster(cluster, TerminalQuestions.of(terminal));
        return new SlurmConnections(cluster, new Connections(connector, cluster), terminal);
    }

    SlurmConfiguration configuration() {
        return configuration;
    }

    @Override
    public void close() {
        connections.close();
    }
}
