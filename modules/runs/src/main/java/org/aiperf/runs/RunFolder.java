package org.aiperf.runs;

import java.nio.file.Path;

/** A run on disk: which file is where. Everything below {@code root} belongs to one run. */
public record RunFolder(Path root) {
    /** What was asked; never changes. */
    public Path plan() {
        return root.resolve("plan.yaml");
    }

    /** The run itself. */
    public Path events() {
        return root.resolve("events.ndjson");
    }

    /** The cluster it runs on, where its workers are started by the master. */
    public Path cluster() {
        return root.resolve("cluster.yaml");
    }

    /** The script of the job of one worker. */
    public Path workerScript() {
        return root.resolve("worker.sh");
    }

    /** The script of a job that holds all workers. */
    public Path allocationScript() {
        return root.resolve("allocation.sh");
    }

    /** What became of the jobs of the run, one line each, for whoever waits for its first worker. */
    public Path queue() {
        return root.resolve("queue");
    }

    /** One finished model each. */
    public Path history() {
        return root.resolve("history");
    }

    /** Architectures waiting to be trained. */
    public Path buffer() {
        return root.resolve("buffer");
    }

    /** What belongs to one trial: its architecture, checkpoint and log. */
    public Path trial(int trial) {
        return root.resolve("trials").resolve(Integer.toString(trial));
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** Where the master listens, for its workers. */
    public Path master() {
        return root.resolve("master.json");
    }

    /** What a worker shows to be let in; readable by its owner only. */
    public Path token() {
        return root.resolve("token");
    }

    /** Once this file exists the master ends the run; what it says is the reason. */
    public Path stopRequest() {
        return root.resolve("stop");
    }
}
