package org.aiperf.benchmark.keeping;

import java.io.IOException;
import java.util.List;
import org.aiperf.benchmark.Trial;
import org.aiperf.runs.Event;

/**
 * What a {@link RunKeeper} needs of the world: a clock, a disk, and workers to talk to.
 *
 * @param <C> what stands for a worker's connection
 */
public interface Surroundings<C> {

    /** Milliseconds since 1970, by a clock that does not jump. */
    long nowMillis();

    /** Writes events in order and returns once they are on the disk. */
    void write(List<Event> events, long atMillis) throws IOException;

    /** Keeps a model that was trained to its end where searches learn from it. */
    void keep(Trial finished) throws IOException;

    /**
     * Has a worker claim a candidate and train it.
     *
     * @param round from 1, which says how long
     */
    void train(C worker, int trial, int attempt, int round);

    /** Has a worker search a candidate, to be known by this number. */
    void seek(C worker, int candidate);

    /** Has a worker stop at its next step and leave. */
    void finish(C worker, String reason);

    /** A worker said something that changes nothing. */
    void refused(String worker, Event event, Refusal why);

    /** Why something that a worker said is not written down. */
    enum Refusal {
        /** It is of an attempt that is over, was replaced, or is another worker's. */
        STALE,
        /** It is not a worker's to say, or not this one's. */
        NOT_ITS_TO_SAY
    }
}
