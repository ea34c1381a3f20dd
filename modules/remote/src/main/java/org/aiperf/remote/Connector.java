package org.aiperf.remote;

import com.jcraft.jsch.Session;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.remote.config.LocalUser;
import org.aiperf.remote.config.SshConfig;

/**
 * Knows how this user connects: the configuration, the keys, and whom to ask. Keys that were unlocked once stay unlocked
 * as long as it is used.
 */
public final class Connector {
    private final SshConfig config;
    private final Optional<InvalidInputException> refusal;
    private final OneAtATime questions;
    private final KeyRing keyRing;

    public Connector(SshConfig config, Questions questions) {
        this(config, Optional.empty(), questions);
    }

    private Connector(SshConfig config, Optional<InvalidInputException> refusal, Questions questions) {
        this.config = config;
        this.refusal = refusal;
        this.questions = new OneAtATime(questions);
        this.keyRing = new KeyRing(this.questions);
    }

    /**
     * With the configuration of whoever runs this program.
     *
     * @throws InvalidInputException with everything that is wrong in the configuration
     */
    public static Connector ofUser(Questions questions) throws InvalidInputException {
        return new Connector(SshConfig.ofUser(LocalUser.current()), questions);
    }

    /**
     * As {@link #ofUser}; a configuration that no node of the cluster leaves anything to is not read.
     *
     * @throws InvalidInputException with everything that is wrong in the configuration
     */
    public static Connector forCluster(Cluster cluster, Questions questions) throws InvalidInputException {
        return forNodes(cluster.nodes(), LocalUser.current(), questions);
    }

    /** As {@link #forCluster(Cluster, Questions)}, for another user than whoever runs this program. */
    public static Connector forCluster(Cluster cluster, LocalUser user, Questions questions)
            throws InvalidInputException {
        return forNodes(cluster.nodes(), user, questions);
    }

    /** As {@link #forNodes}; what is wrong in the configuration is said when a node is asked for. */
    static Connector lenient(List<Node> nodes, Questions questions) {
        try {
            return forNodes(nodes, LocalUser.current(), questions);
        } catch (InvalidInputException e) {
            return new Connector(SshConfig.empty(LocalUser.current()), Optional.of(e), questions);
        }
    }

    private static Connector forNodes(List<Node> nodes, LocalUser user, Questions questions)
            throws InvalidInputException {
        boolean complete = nodes.stream().flatMap(node -> node.ssh().stream()).allMatch(RoutePlanner::isComplete);
        return new Connector(complete ? SshConfig.empty(user) : SshConfig.ofUser(user), questions);
    }

    /**
     * The way to a node, with every setting of every host on it and who decided it. Nothing is connected to.
     *
     * @throws ConnectionException of stage CONFIGURATION
     */
    public Route route(Cluster cluster, Node node) throws ConnectionException {
        return route(node, byName(cluster));
    }

    Route route(Node node, Function<String, Optional<Node>> nodes) throws ConnectionException {
        if (refusal.isPresent()) {
            throw RoutePlanner.refused(node, refusal.get());
        }
        return new RoutePlanner(config, nodes).route(node);
    }

    static Function<String, Optional<Node>> byName(Cluster cluster) {
        return name -> cluster.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst();
    }

    /** Logs in to the last host of a route, through an open session with the one before it if there is one. */
    Session open(Route route, Optional<Session> through) throws ConnectionException {
        return new Handshake(route, questions, keyRing, millis -> passage(route, through, millis)).connect();
    }

    private Passage passage(Route route, Optional<Session> through, int millis) {
        if (through.isPresent()) {
            return new TunnelPassage(
                    through.get(), route.before().orElseThrow().last().name(), millis);
        }
        return route.command().isPresent()
                ? new CommandPassage(
                        route.command().get().value(), config.user().environment())
                : new TcpPassage(millis);
    }
}
