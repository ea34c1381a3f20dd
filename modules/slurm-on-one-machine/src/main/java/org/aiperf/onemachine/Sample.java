package org.aiperf.onemachine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;

/** The shipped description of the cluster, which is {@code sample-clusters/slurm-on-one-machine.yaml}. */
public final class Sample {
    /** What people call it. */
    public static final String NAME = "slurm-on-one-machine";

    private Sample() {}

    /** What {@code cluster up} builds. */
    public static Cluster read() throws IOException, InvalidInputException {
        Path file = Files.createTempFile(NAME, ".yaml");
        try (InputStream in = Sample.class.getResourceAsStream(NAME + ".yaml")) {
            if (in == null) {
                throw new IOException("the program is incomplete: no " + NAME + ".yaml");
            }
            Files.write(file, in.readAllBytes());
            Problems problems = new Problems();
            Cluster cluster = ClusterFile.read(file, problems).orElse(null);
            problems.throwIfAny();
            if (cluster == null) {
                throw new IOException(NAME + ": cannot be read");
            }
            return cluster;
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
