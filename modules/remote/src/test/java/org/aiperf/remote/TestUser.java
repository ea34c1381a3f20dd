package org.aiperf.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SshAddress;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.remote.config.LocalUser;
import org.aiperf.remote.config.SshConfig;

/** Somebody with a home of their own and a configuration for real servers on this machine. */
final class TestUser {
    private final Path home;
    private final StringBuilder config = new StringBuilder();

    TestUser(Path home) throws IOException {
        this.home = home;
        Files.createDirectories(home.resolve(".ssh"));
    }

    Path knownHosts() {
        return home.resolve(".ssh/known_hosts");
    }

    /** A name for a server, its key being known under that name unless said otherwise. */
    TestUser host(String name, OpenSshServer server, String... more) {
        return host(name, server.port(), server.clientKey(), more);
    }

    TestUser host(String name, int port, Path key, String... more) {
        config.append("Host ").append(name).append('\n');
        for (String line : more) {
            config.append(line).append('\n');
        }
        config.append("HostName 127.0.0.1\nPort ").append(port).append('\n');
        config.append("HostKeyAlias ").append(name).append('\n');
        config.append("IdentityFile ").append(key).append('\n');
        return this;
    }

    /** Trusts a key under a name. */
    TestUser knows(String name, String key) throws IOException {
        String before = Files.exists(knownHosts()) ? Files.readString(knownHosts()) : "";
        Files.writeString(knownHosts(), before + name + " " + key + "\n");
        return this;
    }

    LocalUser local(Map<String, String> environment) {
        return new LocalUser(OpenSshServer.USER, 0, home, "here", environment);
    }

    Connector connector(Questions questions) throws IOException, InvalidInputException {
        return connector(questions, Map.of());
    }

    Connector connector(Questions questions, Map<String, String> environment)
            throws IOException, InvalidInputException {
        Path file = Files.writeString(
                home.resolve("config"),
                config + "Host *\nUserKnownHostsFile " + knownHosts() + "\nGlobalKnownHostsFile none\n");
        return new Connector(SshConfig.ofFile(file, local(environment)), questions);
    }

    Connections connections(Questions questions) throws IOException, InvalidInputException {
        return connections(connector(questions));
    }

    static Connections connections(Connector connector) {
        return new Connections(connector, name -> Optional.empty(), Backoff.DEFAULT, duration -> {});
    }

    static Node node(String name) {
        return new Node(name, Role.MASTER, SshAddress.of(name), List.of());
    }
}
