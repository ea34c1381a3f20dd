package org.aiperf.app.services;

import java.io.IOException;
import java.util.List;
import org.aiperf.runs.Recorded;

/** The sessions that are kept. Called off the JavaFX thread. */
public interface RecordedRuns {

    /** All sessions, the newest first. */
    List<RecordedRun> list() throws IOException;

    /** Every event of a session, in order. */
    List<Recorded> events(long id) throws IOException;
}
