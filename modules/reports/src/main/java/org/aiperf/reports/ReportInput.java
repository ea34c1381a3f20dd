package org.aiperf.reports;

import java.util.List;
import org.aiperf.benchmark.RuleVerdict;
import org.aiperf.benchmark.Rules;
import org.aiperf.benchmark.Score;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.plan.Preset;

/**
 * All that a report says.
 *
 * @param score of the run's plan
 * @param notComparable why results of other clusters do not compare; empty if they do
 * @param verdicts of every rule; the run is valid if there are any and all pass
 */
public record ReportInput(
        Language language, SearchRun run, Score score, List<String> notComparable, List<Verdict> verdicts) {
    public ReportInput {
        notComparable = List.copyOf(notComparable);
        verdicts = List.copyOf(verdicts);
    }

    /** The report of a run by its own plan. */
    public static ReportInput of(Language language, SearchRun run) {
        SearchPlan plan = run.plan();
        Texts texts = Texts.in(language);
        List<Verdict> verdicts = Rules.judge(plan, run).stream()
                .map(verdict -> verdict(verdict, texts))
                .toList();
        return new ReportInput(language, run, Score.of(plan), reasons(plan, texts), verdicts);
    }

    private static Verdict verdict(RuleVerdict verdict, Texts texts) {
        return new Verdict(texts.filled("rule." + verdict.id(), verdict.wanted()), verdict.passed(), verdict.saw());
    }

    private static List<String> reasons(SearchPlan plan, Texts texts) {
        return plan.preset() == Preset.PARITY
                ? plan.incomparable().stream()
                        .map(key -> texts.filled("comparable.deviation", key.key(), key.given(), key.preset()))
                        .toList()
                : List.of(texts.filled("comparable.preset", plan.preset().word()));
    }

    boolean isValid() {
        return !verdicts.isEmpty() && verdicts.stream().allMatch(Verdict::passed);
    }

    boolean isComparable() {
        return notComparable.isEmpty();
    }
}
