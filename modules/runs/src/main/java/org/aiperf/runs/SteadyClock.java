package org.aiperf.runs;

import java.util.function.LongSupplier;

/**
 * The wall clock of the moment it was made, going on by a clock that nobody sets: when an administrator or a time server
 * moves the wall clock, a run neither ends early nor goes on for longer than it should. The price: it is as wrong as the
 * wall clock was at the start, and may stand still while the machine sleeps.
 */
public final class SteadyClock implements LongSupplier {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long startMillis;
    private final long startNanos;
    private final LongSupplier nanos;

    /**
     * @param wallMillis now, in milliseconds since 1970
     * @param nanos a clock that is never set, in nanoseconds from any origin
     */
    public SteadyClock(long wallMillis, LongSupplier nanos) {
        this.startMillis = wallMillis;
        this.startNanos = nanos.getAsLong();
        this.nanos = nanos;
    }

    /** The same, but for one that stands before a time: that one goes on from there. */
    public SteadyClock notBefore(long millis) {
        return new SteadyClock(Math.max(millis, getAsLong()), nanos);
    }

    @Override
    public long getAsLong() {
        return startMillis + (nanos.getAsLong() - startNanos) / NANOS_PER_MILLI;
    }
}
