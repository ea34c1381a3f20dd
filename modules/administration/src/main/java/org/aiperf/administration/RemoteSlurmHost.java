package org.aiperf.administration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.aiperf.cluster.Node;
import org.aiperf.remote.Completed;
import org.aiperf.remote.Connections;
import org.aiperf.remote.RemoteCommand;
import org.aiperf.remote.RemoteFiles;
import org.aiperf.slurm.CommandResult;
import org.aiperf.slurm.apply.SlurmHost;

/** A machine with Slurm, over SSH; a connection that broke is made anew. */
final class RemoteSlurmHost implements SlurmHost {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int LARGEST_FILE = 16 << 20;
    private static final int READABLE_BY_ALL = 0644;

    private final Connections connections;
    private final Node node;

    RemoteSlurmHost(Connections connections, Node node) {
        this.connections = connections;
        this.node = node;
    }

    @Override
    public String name() {
        return node.name();
    }

    @Override
    public CommandResult run(List<String> argv) throws IOException {
        Completed completed = connections.to(node).run(RemoteCommand.of(argv), LIMIT);
        return new CommandResult(completed.exit(), completed.out(), completed.err());
    }

    @Override
    public Optional<String> read(String path) throws IOException {
        Optional<Long> size = files().size(path);
        if (size.isEmpty()) {
            return Optional.empty();
        }
        if (size.get() > LARGEST_FILE) {
            throw new IOException(path + " on " + name() + " is larger than 16 MiB; it is no configuration file");
        }
        byte[] bytes = files().read(path, 0, LARGEST_FILE);
        if (bytes.length != size.get()) {
            throw new IOException(path + " on " + name() + " changed while it was read; try again");
        }
        return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void write(String path, String text) throws IOException {
        Path local = Files.createTempFile("aiperf", ".conf");
        try {
            Files.writeString(local, text);
            files().upload(local, path, READABLE_BY_ALL, bytes -> {});
        } finally {
            Files.deleteIfExists(local);
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        CommandResult moved = run(List.of("mv", "-f", "--", from, to));
        if (!moved.succeeded()) {
            throw new IOException(to + " on " + name() + " could not be replaced: " + moved.firstLine());
        }
    }

    @Override
    public void delete(String path) throws IOException {
        files().delete(path);
    }

    private RemoteFiles files() throws IOException {
        return connections.to(node).files();
    }
}
