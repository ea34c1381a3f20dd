package org.aiperf.remote;

import org.aiperf.remote.config.HostSettings;

/**
 * A host that is logged in to: the node itself, or one on the way to it.
 *
 * @param name the node's name in the cluster, or the host as {@code ProxyJump} names it
 */
public record Hop(String name, HostSettings settings) {
    /** Such as {@code 10.0.0.1 port 22}. */
    String place() {
        return settings.hostName().value() + " port " + settings.port().value();
    }

    /** Two hops with equal ones are the same login on the same host, under the same name. */
    String login() {
        return name + "=" + settings.user().value() + "@" + settings.hostName().value() + ":"
                + settings.port().value() + " as "
                + settings.hostKeyAlias().map(alias -> alias.value()).orElse("itself") + " with "
                + settings.identityFiles() + " known by "
                + settings.userKnownHostsFiles().value();
    }
}
