package org.aiperf.remote;

import org.aiperf.remote.config.Origin;

/**
 * A value on the way to a node, and who decided it, for people to see.
 *
 * @param host the one that it is about: the node, or one on the way to it
 * @param keyword as {@code ssh_config} spells it
 */
public record Decision(String host, String keyword, String value, Origin origin) {}
