package org.aiperf.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.aiperf.simulator.Stretches.Stretch;

/**
 * What befalls one machine over the whole run. It is drawn before the run starts, so that it is known of any work when it
 * will be done.
 */
final class Fate {
    /** A machine that nothing befalls. */
    static final Fate KIND = new Fate(List.of(), List.of(), List.of(), List.of(), List.of());

    /**
     * The machine, or the program on it, is gone and comes back.
     *
     * @param silently whether the other end hears nothing of it, as when the power fails
     */
    record Outage(long from, long to, boolean silently) {}

    /** A stretch in which the machine takes {@code factor} times as long for everything. */
    record Slowness(long from, long to, double factor) {}

    /** The wall clock is set forward, or back, by so many milliseconds. */
    record ClockJump(long at, long millis) {}

    private final Stretches pauses;
    private final Stretches partitions;
    private final List<Slowness> slow;
    private final List<Outage> outages;
    private final List<ClockJump> jumps;
    /** When the speed may change. */
    private final long[] changes;

    Fate(
            List<Stretch> pauses,
            List<Stretch> partitions,
            List<Slowness> slow,
            List<Outage> outages,
            List<ClockJump> jumps) {
        this.pauses = new Stretches(pauses);
        this.partitions = new Stretches(partitions);
        this.slow = List.copyOf(slow);
        this.outages = apart(outages);
        this.jumps = List.copyOf(jumps);
        this.changes = LongStream.concat(
                        this.pauses.list().stream().mapToLong(Stretch::from),
                        slow.stream().flatMapToLong(each -> LongStream.of(each.from, each.to)))
                .sorted()
                .toArray();
    }

    /** A machine that is gone cannot go again. */
    private static List<Outage> apart(List<Outage> any) {
        List<Outage> kept = new ArrayList<>();
        for (Outage next :
                any.stream().sorted(Comparator.comparingLong(Outage::from)).toList()) {
            if (kept.isEmpty() || kept.getLast().to < next.from) {
                kept.add(next);
            }
        }
        return List.copyOf(kept);
    }

    /** Whether nothing can make its signs of life late. */
    boolean isQuiet() {
        return pauses.isEmpty() && partitions.isEmpty() && outages.stream().noneMatch(Outage::silently);
    }

    List<Outage> outages() {
        return outages;
    }

    /** When whatever reaches the machine at a time is noticed. */
    long awake(long at) {
        return pauses.after(at);
    }

    /** When what is sent at a time leaves. */
    long leaves(long at) {
        return partitions.after(at);
    }

    /** How much time between two moments the machine stood still. */
    long stoodStill(long start, long end) {
        return pauses.within(start, end);
    }

    /** How far the wall clock was moved until a time, in milliseconds. */
    long clockOffsetMillis(long at) {
        return jumps.stream()
                .filter(jump -> jump.at <= at)
                .mapToLong(ClockJump::millis)
                .sum();
    }

    /** When work is done that is begun at a time and takes so long while nothing is wrong. */
    long done(long start, long work) {
        if (pauses.isEmpty() && slow.isEmpty()) {
            return start + work;
        }
        long now = pauses.after(start);
        double left = work;
        while (true) {
            double factor = factor(now);
            long change = nextChange(now);
            if (change == Long.MAX_VALUE || now + left * factor <= change) {
                return now + Math.round(left * factor);
            }
            left -= (change - now) / factor;
            now = pauses.after(change);
        }
    }

    private double factor(long at) {
        double factor = 1;
        for (Slowness each : slow) {
            if (each.from <= at && at < each.to) {
                factor *= each.factor;
            }
        }
        return factor;
    }

    private long nextChange(long after) {
        int place = Arrays.binarySearch(changes, after + 1);
        int next = place >= 0 ? place : -place - 1;
        return next < changes.length ? changes[next] : Long.MAX_VALUE;
    }
}
