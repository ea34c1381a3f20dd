package org.aiperf.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** Writes a cluster as YAML, every value spelled out and every text quoted. */
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
        yaml.append("nodes:\n");
        for (Node node : cluster.nodes()) {
            yaml.append("  - name: ").append(quoted(node.name())).append('\n');
            line(4, "role", node.role().name().toLowerCase(Locale.ROOT));
            yaml.append("    ssh:\n");
            line(6, "host", node.ssh().host());
            yaml.append("      port: ").append(node.ssh().port()).append('\n');
            line(6, "user", node.ssh().user());
            line(6, "identity", node.ssh().identity().toAbsolutePath().toString());
            line(6, "knownHosts", node.ssh().knownHosts().toAbsolutePath().toString());
            accelerators(node);
        }
        return yaml.toString();
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
            yaml.append("        memoryMebibytes: ")
                    .append(accelerator.memoryMebibytes())
                    .append('\n');
            yaml.append("        threads: ").append(accelerator.threads()).append('\n');
        }
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
