package org.aiperf.reports;

import java.util.List;
import org.aiperf.benchmark.Score;
import org.aiperf.benchmark.SearchRun;

/**
 * All that a report says.
 *
 * @param score of the run's plan
 * @param comparable whether the plan's constants are those of the benchmark, so that results of other clusters compare
 * @param verdicts of every rule; the run is valid if there are any and all pass
 */
public record ReportInput(Language language, SearchRun run, Score score, boolean comparable, List<Verdict> verdicts) {
    public ReportInput {
        verdicts = List.copyOf(verdicts);
    }

    boolean isValid() {
        return !verdicts.isEmpty() && verdicts.stream().allMatch(Verdict::passed);
    }
}
