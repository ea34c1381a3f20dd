package org.aiperf.onemachine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;

/** An OpenSSH server for each host, with a host key of its own; one key of the user opens them all. */
final class SshHosts {
    private static final long PATIENCE_SECONDS = 20;

    private final Layout layout;
    private final Programs programs;
    private final Ports ports;
    private final String user;

    SshHosts(Layout layout, Programs programs, Ports ports, String user) {
        this.layout = layout;
        this.programs = programs;
        this.ports = ports;
        this.user = user;
    }

    static String daemon(String host) {
        return "sshd-" + host;
    }

    List<String> command(String host) {
        return List.of(programs.path("sshd"), "-D", "-e", "-f", config(host).toString());
    }

    private Path config(String host) {
        return layout.sshd().resolve(host + ".conf");
    }

    private Path hostKey(String host) {
        return layout.keys().resolve("host-" + host);
    }

    void write(Cluster cluster) throws IOException, InterruptedException {
        makeKey(layout.client(), "slurm-on-one-machine");
        Files.copy(
                publicHalf(layout.client()),
                layout.keys().resolve("authorized_keys"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        List<String> known = new ArrayList<>();
        StringBuilder client = new StringBuilder();
        for (Node node : cluster.nodes()) {
            makeKey(hostKey(node.name()), node.name());
            int port = ports.of(daemon(node.name()));
            String[] key = Files.readString(publicHalf(hostKey(node.name()))).split(" ");
            known.add("[127.0.0.1]:" + port + " " + key[0] + " " + key[1].strip());
            Files.writeString(config(node.name()), server(node.name(), port));
            client.append(client(node.name(), port));
        }
        Files.write(layout.knownHosts(), known);
        Files.writeString(layout.sshConfig(), client.toString());
    }

    private String server(String host, int port) {
        return String.join(
                        "\n",
                        List.of(
                                "ListenAddress 127.0.0.1",
                                "Port " + port,
                                "HostKey " + hostKey(host),
                                "PidFile none",
                                "AuthorizedKeysFile " + layout.keys().resolve("authorized_keys"),
                                "AllowUsers " + user,
                                "PermitRootLogin prohibit-password",
                                "PasswordAuthentication no",
                                "KbdInteractiveAuthentication no",
                                "UsePAM no",
                                "UseDNS no",
                                "# This folder may lie below one that a group may write to.",
                                "StrictModes no",
                                "Subsystem sftp internal-sftp",
                                "SetEnv " + Daemons.MARK + "=" + layout.root() + " SLURM_CONF=" + layout.slurmConf()))
                + "\n";
    }

    private String client(String host, int port) {
        return String.join(
                        "\n  ",
                        List.of(
                                "Host " + host,
                                "HostName 127.0.0.1",
                                "Port " + port,
                                "User " + user,
                                "IdentityFile " + layout.client(),
                                "IdentitiesOnly yes",
                                "UserKnownHostsFile " + layout.knownHosts()))
                + "\n";
    }

    private static Path publicHalf(Path key) {
        return key.resolveSibling(key.getFileName() + ".pub");
    }

    private void makeKey(Path file, String comment) throws IOException, InterruptedException {
        if (Files.exists(file) && Files.exists(publicHalf(file))) {
            return;
        }
        Files.deleteIfExists(file);
        Process process = new ProcessBuilder(
                        programs.path("ssh-keygen"),
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-C",
                        comment,
                        "-f",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(file + ": ssh-keygen could not make this key; check that the folder can be written");
        }
    }
}
