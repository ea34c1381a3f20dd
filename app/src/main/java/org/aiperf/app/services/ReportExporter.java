package org.aiperf.app.services;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.aiperf.runs.Recorded;

/** Writes the report of a run. */
public interface ReportExporter {

    /**
     * @param events of the run, as they are shown
     * @return the file that people open
     */
    Path export(String name, List<Recorded> events, Path folder, Locale language)
            throws IOException, InterruptedException;
}
