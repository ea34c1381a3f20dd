package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.aiperf.benchmark.Rules;
import org.aiperf.benchmark.Score;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.reports.HtmlReport;
import org.aiperf.reports.Language;
import org.aiperf.reports.ReportInput;
import org.aiperf.reports.Verdict;

/** Writes the report of a run as it stands. */
public final class ReportFiles {

    /** @param language {@code en} or {@code zh} */
    public void write(SearchRun run, String language, Path file) throws IOException {
        SearchPlan plan = run.plan();
        List<Verdict> verdicts = Rules.judge(plan, run).stream()
                .map(rule -> new Verdict(rule.rule(), rule.passed(), rule.saw()))
                .toList();
        Language chosen = language.equals("zh") ? Language.CHINESE : Language.ENGLISH;
        HtmlReport.write(new ReportInput(chosen, run, Score.of(plan), false, verdicts), file);
    }
}
