package org.aiperf.benchmark.keeping;

import java.time.Duration;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.runs.Scheduler;

/** How long master and workers wait for each other. */
public final class Patience {
    /** Between two signs of life of a worker that has nothing to say. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** A worker that says nothing for so long, not even a heartbeat, is lost. */
    public static final Duration SILENCE = Duration.ofSeconds(15);

    /** Between two looks of a master that hears nothing at what its time lets it do. */
    public static final Duration TICK = Duration.ofMillis(100);

    /** How long trials may take to stop when their run does. */
    public static final Duration GRACE = Duration.ofSeconds(10);

    /** How long a run without any worker waits for one. */
    public static final Duration LONELY = Duration.ofSeconds(60);

    private Patience() {}

    /** When a run ends that lasts so long. */
    public static Scheduler.Limits limits(SearchPlan plan, Duration length) {
        return new Scheduler.Limits(length.toMillis(), plan.trials(), GRACE.toMillis(), LONELY.toMillis());
    }
}
