package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.reports.HtmlReport;
import org.aiperf.reports.Language;
import org.aiperf.reports.ReportInput;

/** Writes the report of a run as it stands. */
public final class ReportFiles {

    /** @param language {@code en} or {@code zh} */
    public void write(SearchRun run, String language, Path file) throws IOException {
        Language chosen = language.equals("zh") ? Language.CHINESE : Language.ENGLISH;
        HtmlReport.write(ReportInput.of(chosen, run), file);
    }
}
