package org.aiperf.remote;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait between attempts: twice as long each time, up to a limit, and shortened by a random part of up to a
 * half, so that many that failed together do not come back together.
 *
 * @param first before the second attempt
 * @param longest between any two
 */
public record Backoff(Duration first, Duration longest) {
    /** 0.25 s to 15 s. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(15));

    private static final int MOST_DOUBLINGS = 30;

    /** @param failures how many attempts have failed, at least 1 */
    Duration pause(int failures, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(MOST_DOUBLINGS, failures - 1);
        long limit = doubled <= 0 ? longest.toMillis() : Math.min(longest.toMillis(), doubled);
        return Duration.ofMillis(limit - (long) (limit * random.nextDouble() / 2));
    }

    /** Waits; handed in so that tests need not. */
    public interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }
}
