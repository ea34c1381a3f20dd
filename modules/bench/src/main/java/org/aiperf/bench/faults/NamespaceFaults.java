package org.aiperf.bench.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;

/** The cluster of network namespaces. */
final class NamespaceFaults {
    static final String NAME = "namespaces";

    private NamespaceFaults() {}

    static List<Problem> missing() {
        return List.of(Problem.of(NAME, "is not built yet", "use one-machine"));
    }

    static FaultCluster start(Path folder) throws IOException, InterruptedException, InvalidInputException {
        return OneMachineCluster.start(folder);
    }
}
