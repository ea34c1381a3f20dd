package org.aiperf.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.aiperf.problems.Problems;

/** The cluster file: a cluster as YAML. {@code sample-clusters/} shows what it looks like. */
public final class ClusterFile {
    private ClusterFile() {}

    /**
     * Reads a cluster file. A leading {@code ~} in {@code identity} and {@code knownHosts} is the home of whoever runs
     * this program.
     *
     * @param problems takes everything that is wrong with the file, with lines
     * @return empty if and only if something was added to {@code problems}
     */
    public static Optional<Cluster> read(Path file, Problems problems) {
        return read(file, Path.of(System.getProperty("user.home")), problems);
    }

    static Optional<Cluster> read(Path file, Path home, Problems problems) {
        return new ClusterReader(home, problems).read(file);
    }

    /** Writes a cluster so that {@link #read} gives an equal one; replaces the file in one step. */
    public static void write(Cluster cluster, Path file) throws IOException {
        ClusterWriter.write(cluster, file);
    }
}
