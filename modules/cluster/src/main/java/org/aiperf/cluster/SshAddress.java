package org.aiperf.cluster;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to reach a node over SSH. What is left out is decided as {@code ssh} would: by the user's configuration for this
 * host, then by OpenSSH's defaults.
 *
 * @param host a host name, an IP address, or a name that {@code ~/.ssh/config} knows
 * @param port from 1 to 65535
 * @param user the name to log in as
 * @param identity the private key, a file on this machine
 * @param knownHosts the host keys that are trusted, an OpenSSH {@code known_hosts} file on this machine
 * @param via the name of the node of the same cluster through which this one is reached
 */
public record SshAddress(
        String host,
        OptionalInt port,
        Optional<String> user,
        Optional<Path> identity,
        Optional<Path> knownHosts,
        Optional<String> via) {
    public SshAddress {
        if (!Names.isHost(host)) {
            throw new IllegalArgumentException("not a host: " + host);
        }
        if (user.isPresent() && !Names.isUser(user.get())) {
            throw new IllegalArgumentException("not a user name: " + user.get());
        }
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65535)) {
            throw new IllegalArgumentException("not a port: " + port.getAsInt());
        }
    }

    /** Nothing is left to the user's configuration. */
    public SshAddress(String host, int port, String user, Path identity, Path knownHosts) {
        this(
                host,
                OptionalInt.of(port),
                Optional.of(user),
                Optional.of(identity),
                Optional.of(knownHosts),
                Optional.empty());
    }

    /** All but the host is left to the user's configuration. */
    public static SshAddress of(String host) {
        return new SshAddress(
                host, OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
