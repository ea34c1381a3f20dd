package org.aiperf.app.services;

import java.io.IOException;
import java.nio.file.Path;
import org.aiperf.app.text.Language;
import org.aiperf.benchmark.SearchRun;

/** Writes the report of a run. */
public interface ReportExporter {

    /**
     * @param run as it is shown
     * @return the file that people open
     */
    Path export(SearchRun run, Language language, Path folder) throws IOException, InterruptedException;
}
