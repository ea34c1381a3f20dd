package org.aiperf.slurm.apply;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What a change needs of the world, so that tests can do without.
 *
 * @param clock names backups
 * @param pause waits between two looks at the cluster
 * @param patience how long the cluster may take to answer after a change
 * @param progress told of every step, a line each
 */
public record Surroundings(Clock clock, Pause pause, Duration patience, Consumer<String> progress) {
    /** Waiting. */
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }
}
