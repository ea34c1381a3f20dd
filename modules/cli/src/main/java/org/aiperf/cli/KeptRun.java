package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.aiperf.launch.LiveRun;

/** A run whose results can be brought to this machine. */
interface KeptRun extends LiveRun {

    /** Waits until everything that the run holds on its cluster is given back, or for a while. */
    void awaitRelease() throws IOException, InterruptedException;

    /** What a run that has not begun is waiting for, one line each; none if it is not known. */
    List<String> waitsFor() throws IOException;

    /** Notes in the folder of its results where the run is, for commands that come later. */
    void remember(Path results) throws IOException;

    /** Copies what is worth keeping of the run to this machine. */
    void fetch(Path into) throws IOException;

    /** What becomes of the run when this program is interrupted. */
    enum Interrupted {
        /** It is asked to end, and its results are kept. */
        STOPS,
        /** It goes on where it is. */
        GOES_ON
    }

    Interrupted whenInterrupted();
}
