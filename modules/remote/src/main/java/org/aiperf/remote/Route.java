package org.aiperf.remote;

import java.util.List;
import java.util.Optional;
import org.aiperf.remote.config.Setting;

/**
 * The way to a node: each hop is reached through the one before it, the first directly or by a command.
 *
 * @param node the node of the cluster
 * @param command whose input and output are the connection to the first hop
 * @param hops never empty; the last one is the node
 */
public record Route(String node, Optional<Setting<String>> command, List<Hop> hops) {
    public Route {
        hops = List.copyOf(hops);
    }

    Hop last() {
        return hops.getLast();
    }

    /** The way to the hop before the last; empty if the last is the first. */
    Optional<Route> before() {
        return hops.size() == 1
                ? Optional.empty()
                : Optional.of(new Route(node, command, hops.subList(0, hops.size() - 1)));
    }

    /** Two routes with equal ones may share their connection. */
    String key() {
        StringBuilder key = new StringBuilder(command.map(Setting::value).orElse(""));
        hops.forEach(hop -> key.append(" > ").append(hop.login()));
        return key.toString();
    }
}
