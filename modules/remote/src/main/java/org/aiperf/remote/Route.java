package org.aiperf.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aiperf.remote.config.HostSettings;
import org.aiperf.remote.config.HostSettings.Written;
import org.aiperf.remote.config.Keyword;
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

    /**
     * What was decided for each host, from the first hop to the node: where to and as whom in any case, and everything else
     * that somebody wrote down.
     */
    public List<Decision> decisions() {
        List<Decision> decisions = new ArrayList<>();
        command.ifPresent(line -> decisions.add(
                new Decision(hops.getFirst().name(), Keyword.PROXY_COMMAND.spelling(), line.value(), line.origin())));
        hops.forEach(hop -> decisions.addAll(decisions(hop)));
        return decisions;
    }

    private static List<Decision> decisions(Hop hop) {
        HostSettings settings = hop.settings();
        List<Decision> decisions = new ArrayList<>(List.of(
                decision(hop, Keyword.HOST_NAME, settings.hostName()),
                decision(hop, Keyword.PORT, settings.port()),
                decision(hop, Keyword.USER, settings.user())));
        for (Written written : settings.written()) {
            switch (written.keyword()) {
                case HOST_NAME, PORT, USER, PROXY_COMMAND -> {
                    // Said already.
                }
                default ->
                    decisions.add(
                            new Decision(hop.name(), written.keyword().spelling(), written.value(), written.origin()));
            }
        }
        return decisions;
    }

    private static Decision decision(Hop hop, Keyword keyword, Setting<?> setting) {
        return new Decision(hop.name(), keyword.spelling(), String.valueOf(setting.value()), setting.origin());
    }

    /** Two routes with equal ones may share their connection. */
    String key() {
        StringBuilder key = new StringBuilder(command.map(Setting::value).orElse(""));
        hops.forEach(hop -> key.append(" > ").append(hop.login()));
        return key.toString();
    }
}
