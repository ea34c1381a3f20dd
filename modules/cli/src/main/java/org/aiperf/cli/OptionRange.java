package org.aiperf.cli;

import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;

/** The whole numbers that an option takes: 1 and more. */
final class OptionRange {
    private OptionRange() {}

    /** Notes it as a problem if the number is below 1 or above {@code most}. */
    static void require(String option, int value, int most, Problems problems) {
        if (value < 1 || value > most) {
            problems.add(Problem.of(option, "is " + value + ", out of range", "write 1 to " + most));
        }
    }
}
