package org.aiperf.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Stretches of time in which something holds, in order and apart from each other. */
final class Stretches {
    static final Stretches NONE = new Stretches(List.of());

    /** From the first nanosecond to before the last. */
    record Stretch(long from, long to) {}

    private final long[] from;
    private final long[] to;

    /** @param any in any order; those that meet become one */
    Stretches(List<Stretch> any) {
        List<Stretch> joined = new ArrayList<>();
        for (Stretch next :
                any.stream().sorted(Comparator.comparingLong(Stretch::from)).toList()) {
            if (!joined.isEmpty() && next.from <= joined.getLast().to) {
                Stretch last = joined.removeLast();
                joined.add(new Stretch(last.from, Math.max(last.to, next.to)));
            } else {
                joined.add(next);
            }
        }
        from = joined.stream().mapToLong(Stretch::from).toArray();
        to = joined.stream().mapToLong(Stretch::to).toArray();
    }

    boolean isEmpty() {
        return from.length == 0;
    }

    List<Stretch> list() {
        List<Stretch> all = new ArrayList<>();
        for (int i = 0; i < from.length; i++) {
            all.add(new Stretch(from[i], to[i]));
        }
        return all;
    }

    /** The first time, not before this one, that is in none of them. */
    long after(long at) {
        for (int i = 0; i < from.length && from[i] <= at; i++) {
            if (at < to[i]) {
                return to[i];
            }
        }
        return at;
    }

    /** How much of the time between two moments is in them. */
    long within(long start, long end) {
        long sum = 0;
        for (int i = 0; i < from.length && from[i] < end; i++) {
            sum += Math.max(0, Math.min(end, to[i]) - Math.max(start, from[i]));
        }
        return sum;
    }
}
