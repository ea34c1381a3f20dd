package org.aiperf.administration;

import java.nio.file.Path;
import java.util.Optional;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;

/**
 * A cluster, and the file that describes it.
 *
 * @param file absolute
 */
public record Profile(Path file, Cluster cluster) {

    /** @throws InvalidInputException with everything that is wrong with the file */
    public static Profile read(Path file) throws InvalidInputException {
        Problems problems = new Problems();
        Optional<Cluster> cluster = ClusterFile.read(file, problems);
        problems.throwIfAny();
        return new Profile(file.toAbsolutePath().normalize(), cluster.orElseThrow());
    }
}
