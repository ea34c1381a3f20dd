package org.aiperf.agent;

import java.io.IOException;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.runs.RunFolder;

/** Where the workers of a run come from. */
sealed interface WorkerSource permits WorkerSource.StartedByLauncher, SlurmWorkers {

    /** Begins to see to it that there are workers, if that has not begun. */
    void open();

    /**
     * Whether workers may have to wait in a queue, for any time. The run then begins with the first of them, and goes on
     * while there are none.
     */
    boolean mayQueue();

    /** The run is over: takes back what is left of them, and returns when nothing is. */
    void close() throws InterruptedException;

    /** They were started over SSH by whoever started this run. */
    final class StartedByLauncher implements WorkerSource {
        @Override
        public void open() {}

        @Override
        public boolean mayQueue() {
            return false;
        }

        @Override
        public void close() {}
    }

    /** As the run's folder says. */
    static WorkerSource of(RunFolder folder, SearchPlan plan) throws IOException, InvalidInputException {
        return SlurmWorkers.isWanted(folder) ? SlurmWorkers.of(folder, plan) : new StartedByLauncher();
    }
}
