package org.aiperf.app.clusters;

import java.util.List;
import org.aiperf.problems.Problem;

/**
 * A line of a file that changes.
 *
 * @param number in the text it stands in: of what will be there, or of what was there if it goes away; from 1
 * @param problems what is wrong with it
 */
public record DiffLine(Kind kind, int number, String text, List<Problem> problems) {
    /** What becomes of it. */
    public enum Kind {
        KEPT,
        ADDED,
        REMOVED
    }

    public DiffLine {
        problems = List.copyOf(problems);
    }
}
