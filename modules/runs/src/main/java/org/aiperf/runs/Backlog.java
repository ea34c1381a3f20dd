package org.aiperf.runs;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler has to know of the workload: work that exists but is not placed yet, and how far that is which runs.
 *
 * @param waiting candidates that nobody trains yet, the next one first
 * @param seeking how many candidates each worker is searching right now
 * @param nextCandidate the smallest number that no candidate has
 * @param nearlyDone workers whose trial is in its last part: they may prepare the next one
 * @param goal why the workload has what it was run for, or null while it has not
 */
public record Backlog(
        List<Integer> waiting,
        Map<String, Integer> seeking,
        int nextCandidate,
        Set<String> nearlyDone,
        @Nullable String goal) {
    public Backlog {
        waiting = List.copyOf(waiting);
        seeking = Map.copyOf(seeking);
        nearlyDone = Set.copyOf(nearlyDone);
    }

    /** Work of which nothing is nearly done. */
    public Backlog(List<Integer> waiting, Map<String, Integer> seeking, int nextCandidate) {
        this(waiting, seeking, nextCandidate, Set.of(), null);
    }
}
