package org.aiperf.benchmark.keeping;

import java.util.List;
import java.util.Map;
import org.aiperf.runs.Event;

/**
 * Something that came to the master over a worker's connection.
 *
 * @param <C> what stands for a connection; two are the same one if they are equal
 */
public sealed interface Arrival<C> {
    String worker();

    C connection();

    /** A worker was let in. */
    record Came<C>(String worker, C connection, List<String> accelerators, Map<String, String> facts)
            implements Arrival<C> {
        public Came {
            accelerators = List.copyOf(accelerators);
            facts = Map.copyOf(facts);
        }
    }

    /** A worker said that something happened. */
    record Said<C>(String worker, C connection, Event event) implements Arrival<C> {}

    /**
     * A connection ended, or nothing was heard over it for too long.
     *
     * @param isSilent the latter: its worker may be well, and only late
     */
    record Gone<C>(String worker, C connection, String reason, boolean isSilent) implements Arrival<C> {}
}
