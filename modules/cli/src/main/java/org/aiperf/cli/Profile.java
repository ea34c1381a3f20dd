package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;

/**
 * A cluster that this user knows: a cluster file, or the name of one that was used before.
 *
 * @param file absolute
 */
record Profile(Path file, Cluster cluster) {

    static Profile read(Path file) throws InvalidInputException {
        Problems problems = new Problems();
        Optional<Cluster> cluster = ClusterFile.read(file, problems);
        problems.throwIfAny();
        return new Profile(file.toAbsolutePath().normalize(), cluster.orElseThrow());
    }

    /** By the path of a file, or by the name of a cluster that was used before. */
    static Profile of(String text, Folders folders) throws InvalidInputException {
        Path known = folders.clusters().resolve(text + ".yaml");
        if (text.matches("[A-Za-z0-9][A-Za-z0-9._-]*") && Files.exists(known) && Files.notExists(Path.of(text))) {
            return read(known);
        }
        if (Files.notExists(Path.of(text))) {
            throw new InvalidInputException(Problem.of(
                    text, "is no cluster file, and no cluster of this name was used here", "name a cluster file"));
        }
        return read(Path.of(text));
    }

    /** Keeps it under the name of the cluster. */
    void remember() throws IOException {
        Path known = Folders.ofThisMachine().clusters().resolve(cluster.name() + ".yaml");
        if (!known.toAbsolutePath().normalize().equals(file)) {
            ClusterFile.write(cluster, known);
        }
    }
}
