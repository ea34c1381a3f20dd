package org.aiperf.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** Writes a cluster as YAML, every text quoted. */
final class ClusterWriter {
    private final StringBuilder yaml = new StringBuilder();

    private ClusterWriter() {}

    static void write(Cluster cluster, Path file) throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new IOException(file + ": is a folder; name a file");
        }
        Files.createDirectories(folder);
        Path written = Files.createTempFile(folder, ".cluster", ".yaml");
        try {
            Files.writeString(written, new ClusterWriter().yaml(cluster));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private String yaml(Cluster cluster) {
        line(0, "name", cluster.name());
        line(0, "sharedFolder", cluster.sharedFolder());
        cluster.slurm().ifPresent(this::slurm);
        yaml.append("nodes:\n");
        for (Node node : cluster.nodes()) {
            yaml.append("  - name: ").append(quoted(node.name())).append('\n');
            line(4, "role", node.role().name().toLowerCase(Locale.ROOT));
            node.address().ifPresent(address -> line(4, "address", address));
            node.ssh().ifPresent(this::ssh);
            node.hardware().ifPresent(this::hardware);
            accelerators(node);
        }
        return yaml.toString();
    }

    private void slurm(SlurmAccess slurm) {
        yaml.append("slurm:\n");
        slurm.partition().ifPresent(partition -> line(2, "partition", partition));
        slurm.account().ifPresent(account -> line(2, "account", account));
        slurm.timeLimitMinutes().ifPresent(minutes -> number(2, "timeLimitMinutes", minutes));
        yaml.append("  requeue: ").append(slurm.requeue()).append('\n');
        line(2, "configFolder", slurm.configFolder());
    }

    private void ssh(SshAddress ssh) {
        yaml.append("    ssh:\n");
        line(6, "host", ssh.host());
        ssh.port().ifPresent(port -> number(6, "port", port));
        ssh.user().ifPresent(user -> line(6, "user", user));
        ssh.identity()
                .ifPresent(file -> line(6, "identity", file.toAbsolutePath().toString()));
        ssh.knownHosts()
                .ifPresent(file -> line(6, "knownHosts", file.toAbsolutePath().toString()));
        ssh.via().ifPresent(via -> line(6, "via", via));
    }

    private void hardware(Hardware hardware) {
        yaml.append("    hardware:\n");
        number(6, "sockets", hardware.sockets());
        number(6, "coresPerSocket", hardware.coresPerSocket());
        number(6, "threadsPerCore", hardware.threadsPerCore());
        number(6, "memoryMebibytes", hardware.memoryMebibytes());
    }

    private void accelerators(Node node) {
        if (node.accelerators().isEmpty()) {
            return;
        }
        yaml.append("    accelerators:\n");
        for (Accelerator accelerator : node.accelerators()) {
            yaml.append("      - kind: ")
                    .append(accelerator.kind().name().toLowerCase(Locale.ROOT))
                    .append('\n');
            line(8, "model", accelerator.model());
            number(8, "memoryMebibytes", accelerator.memoryMebibytes());
            number(8, "threads", accelerator.threads());
        }
    }

    private void number(int indent, String key, long number) {
        yaml.append(" ".repeat(indent)).append(key).append(": ").append(number).append('\n');
    }

    private void line(int indent, String key, String text) {
        yaml.append(" ".repeat(indent))
                .append(key)
                .append(": ")
                .append(quoted(text))
                .append('\n');
    }

    /** A double-quoted YAML text; control characters and line separators become escapes. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if (Character.getType(point) == Character.CONTROL
                    || point == 0xfeff
                    || point == 0x2028
                    || point == 0x2029) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", point));
            } else {
                quoted.appendCodePoint(point);
            }
        });
        return quoted.append('"').toString();
    }
}
