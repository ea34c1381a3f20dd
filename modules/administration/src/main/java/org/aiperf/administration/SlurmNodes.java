package org.aiperf.administration;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.SlurmAccess;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.aiperf.remote.Connections;
import org.aiperf.slurm.apply.Daemons;
import org.aiperf.slurm.apply.SlurmConfiguration;
import org.aiperf.slurm.apply.SlurmHost;
import org.aiperf.slurm.apply.Surroundings;

/** Slurm's configuration on the nodes of a cluster, over SSH. */
public final class SlurmNodes {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private SlurmNodes() {}

    /**
     * Nothing is connected to yet.
     *
     * @param connections to the nodes, which stay open
     * @param progress told of every step, a line each
     * @throws InvalidInputException if a node is reached by Slurm alone
     */
    public static SlurmConfiguration configuration(Profile profile, Connections connections, Consumer<String> progress)
            throws InvalidInputException {
        Cluster cluster = profile.cluster();
        Problems problems = new Problems();
        cluster.nodes().stream()
                .filter(node -> node.ssh().isEmpty())
                .forEach(node -> problems.add(new Problem(
                        profile.file().toString(),
                        0,
                        "ssh",
                        "the node '" + node.name() + "' cannot be reached over SSH, so its files cannot be written",
                        "add 'ssh: {host: …}' to it")));
        problems.throwIfAny();
        List<SlurmHost> nodes = cluster.slaves().stream()
                .map(node -> (SlurmHost) new RemoteSlurmHost(connections, node))
                .toList();
        return new SlurmConfiguration(
                new RemoteSlurmHost(connections, cluster.master()),
                nodes,
                cluster.slurm().map(SlurmAccess::configFolder).orElse(SlurmAccess.DEFAULT_FOLDER),
                Daemons.SYSTEMD,
                new Surroundings(Clock.systemUTC(), time -> Thread.sleep(time.toMillis()), PATIENCE, progress));
    }
}
