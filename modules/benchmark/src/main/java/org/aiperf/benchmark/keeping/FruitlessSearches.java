package org.aiperf.benchmark.keeping;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/**
 * Workers that searched and found nothing new. To ask them again at once would find nothing again, thousands of times a
 * second on a large cluster whose first network has few children. They rest: a second, then two, four, …, at most a
 * minute, and no longer once a trial is finished, because then there is something new to grow from.
 */
final class FruitlessSearches {
    private static final long FIRST_MILLIS = Duration.ofSeconds(1).toMillis();
    private static final int MOST_DOUBLINGS = 6;

    private record Rest(long untilMillis, String worker) {}

    private final PriorityQueue<Rest> rests =
            new PriorityQueue<>(Comparator.comparingLong(Rest::untilMillis).thenComparing(Rest::worker));
    private final Map<String, Integer> inARow = new HashMap<>();
    private PSortedSet<String> resting = TreePSet.empty();

    void add(String worker, long nowMillis) {
        int before = inARow.merge(worker, 1, Integer::sum) - 1;
        rests.add(new Rest(nowMillis + (FIRST_MILLIS << Math.min(before, MOST_DOUBLINGS)), worker));
        resting = resting.plus(worker);
    }

    /** There is something new to grow from. */
    void forgive() {
        rests.clear();
        inARow.clear();
        resting = TreePSet.empty();
    }

    /** Workers that are not to be asked yet. */
    PSortedSet<String> resting(long nowMillis) {
        for (Rest rest = rests.peek(); rest != null && rest.untilMillis <= nowMillis; rest = rests.peek()) {
            rests.remove();
            resting = resting.minus(rest.worker);
        }
        return resting;
    }
}
