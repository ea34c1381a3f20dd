package org.aiperf.datasets;

import java.util.Optional;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;

/** Data specifications in tests. */
final class Specs {
    private Specs() {}

    static DataSpec parse(String text) throws InvalidInputException {
        Problems problems = new Problems();
        Optional<DataSpec> spec = DataSpec.parse(text, problems);
        problems.throwIfAny();
        return spec.orElseThrow();
    }
}
