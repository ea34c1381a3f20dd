package org.aiperf.bench;

import org.aiperf.datasets.DataSpec;
import org.aiperf.datasets.ImageSet;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;

/** The images that both sides are measured with: the generated shapes, 32×32 RGB. */
final class BenchImages {
    private BenchImages() {}

    static ImageSet load(int count) throws InvalidInputException {
        Problems problems = new Problems();
        DataSpec spec = DataSpec.parse("shapes#0-" + count, problems).orElseThrow();
        return spec.load();
    }
}
