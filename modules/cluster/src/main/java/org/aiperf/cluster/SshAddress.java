package org.aiperf.cluster;

import java.nio.file.Path;

/**
 * How to reach a node over SSH.
 *
 * @param host a host name or an IP address
 * @param port from 1 to 65535
 * @param user the name to log in as
 * @param identity the private key, a file on this machine
 * @param knownHosts the host keys that are trusted, an OpenSSH {@code known_hosts} file on this machine
 */
public record SshAddress(String host, int port, String user, Path identity, Path knownHosts) {
    public SshAddress {
        if (!Names.isHost(host)) {
            throw new IllegalArgumentException("not a host: " + host);
        }
        if (!Names.isUser(user)) {
            throw new IllegalArgumentException("not a user name: " + user);
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }
}
