package org.aiperf.remote;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.SshAddress;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.remote.ConnectionException.Stage;
import org.aiperf.remote.config.HostSettings;
import org.aiperf.remote.config.JumpHost;
import org.aiperf.remote.config.Keyword;
import org.aiperf.remote.config.Setting;
import org.aiperf.remote.config.SshConfig;

/**
 * Finds the way to a node. What the cluster file says counts more than the user's configuration; an address that says
 * port, user, identity and known hosts is complete, and the configuration is not asked.
 */
final class RoutePlanner {
    private static final int MOST_HOPS = 16;
    private static final String CLUSTER_FILE = "the cluster file";

    private final SshConfig config;
    private final Function<String, Optional<Node>> nodes;

    /** @param nodes the nodes of the cluster by name */
    RoutePlanner(SshConfig config, Function<String, Optional<Node>> nodes) {
        this.config = config;
        this.nodes = nodes;
    }

    /** @throws ConnectionException of stage CONFIGURATION */
    Route route(Node node) throws ConnectionException {
        try {
            Way way = ofNode(node, 0);
            return new Route(node.name(), way.command(), way.hops());
        } catch (InvalidInputException e) {
            throw refused(node, e);
        }
    }

    static ConnectionException refused(Node node, InvalidInputException e) {
        List<String> problems = e.problems().stream().map(Problem::toString).toList();
        return new ConnectionException(
                node.name(), Stage.CONFIGURATION, String.join("; ", problems), "then connect again", e);
    }

    private record Way(Optional<Setting<String>> command, List<Hop> hops) {
        Way then(Hop hop) {
            List<Hop> longer = new ArrayList<>(hops);
            longer.add(hop);
            return new Way(command, longer);
        }
    }

    private Way ofNode(Node node, int depth) throws InvalidInputException {
        SshAddress address = node.ssh()
                .orElseThrow(() -> new InvalidInputException(Problem.of(
                        node.name(), "is reached by Slurm only", "give it an ssh address in the cluster file")));
        HostSettings settings = settings(address);
        Hop hop = new Hop(node.name(), settings);
        if (address.via().isPresent()) {
            String via = address.via().get();
            Node before = nodes.apply(via)
                    .orElseThrow(() -> new InvalidInputException(Problem.of(
                            node.name(), "is reached via " + via + ", which is not known here", "open its cluster")));
            refuseEndless(node.name(), depth);
            return ofNode(before, depth + 1).then(hop);
        }
        return ofConfig(settings, depth).then(hop);
    }

    /** What stands before a host according to its own settings. */
    private Way ofConfig(HostSettings settings, int depth) throws InvalidInputException {
        refuseEndless(settings.asked(), depth);
        List<JumpHost> jumps = settings.proxyJump().value();
        if (jumps.isEmpty()) {
            return new Way(settings.proxyCommand(), List.of());
        }
        HostSettings first = settings(jumps.getFirst());
        Way way = ofConfig(first, depth + 1).then(hop(jumps.getFirst(), first));
        for (JumpHost jump : jumps.subList(1, jumps.size())) {
            way = way.then(hop(jump, settings(jump)));
        }
        if (way.hops().size() > MOST_HOPS) {
            refuseEndless(settings.asked(), MOST_HOPS);
        }
        return way;
    }

    private static Hop hop(JumpHost jump, HostSettings settings) {
        return new Hop(jump.host(), settings);
    }

    /** Whether the user's configuration is not asked about it. */
    static boolean isComplete(SshAddress address) {
        return address.port().isPresent()
                && address.user().isPresent()
                && address.identity().isPresent()
                && address.knownHosts().isPresent();
    }

    private HostSettings settings(JumpHost jump) throws InvalidInputException {
        Map<Keyword, String> given = new EnumMap<>(Keyword.class);
        jump.user().ifPresent(user -> given.put(Keyword.USER, user));
        jump.port().ifPresent(port -> given.put(Keyword.PORT, Integer.toString(port)));
        return config.of(jump.host(), given, "ProxyJump");
    }

    private HostSettings settings(SshAddress address) throws InvalidInputException {
        Map<Keyword, String> given = new EnumMap<>(Keyword.class);
        address.user().ifPresent(user -> given.put(Keyword.USER, user));
        address.port().ifPresent(port -> given.put(Keyword.PORT, Integer.toString(port)));
        address.identity().ifPresent(file -> given.put(Keyword.IDENTITY_FILE, file.toString()));
        address.knownHosts().ifPresent(file -> given.put(Keyword.USER_KNOWN_HOSTS_FILE, file.toString()));
        SshConfig asked = isComplete(address) ? SshConfig.empty(config.user()) : config;
        return asked.of(address.host(), given, CLUSTER_FILE);
    }

    private static void refuseEndless(String host, int depth) throws InvalidInputException {
        if (depth >= MOST_HOPS) {
            throw new InvalidInputException(Problem.of(
                    host,
                    "the way there has more than " + MOST_HOPS + " hops, or leads through itself",
                    "correct its ProxyJump or via"));
        }
    }
}
