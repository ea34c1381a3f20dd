package org.aiperf.simulator;

import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that jumps to the next thing that happens. What is due at one time happens in the order it was asked for. */
final class VirtualTime {
    private static final double NANOS = 1e9;

    private record Due(long at, long order, Runnable what) {}

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private long now;
    private long asked;

    static long nanos(double seconds) {
        return Math.round(seconds * NANOS);
    }

    static double seconds(long nanos) {
        return nanos / NANOS;
    }

    /** Nanoseconds since the simulation began. */
    long now() {
        return now;
    }

    /** Has something happen at a time; now, if that is over. */
    void at(long nanos, Runnable what) {
        queue.add(new Due(Math.max(now, nanos), asked++, what));
    }

    /** Lets the next thing happen, if it is not due after {@code end}; false if there is none. */
    boolean next(long end) {
        Due due = queue.peek();
        if (due == null || due.at > end) {
            return false;
        }
        queue.poll();
        now = due.at;
        due.what.run();
        return true;
    }
}
