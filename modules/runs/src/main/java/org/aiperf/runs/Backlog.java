package org.aiperf.runs;

import java.util.List;
import java.util.Map;

/**
 * Work that exists but is not placed yet.
 *
 * @param waiting candidates that nobody trains yet, the next one first
 * @param seeking how many candidates each worker is searching right now
 * @param nextCandidate the smallest number that no candidate has
 */
public record Backlog(List<Integer> waiting, Map<String, Integer> seeking, int nextCandidate) {
    public Backlog {
        waiting = List.copyOf(waiting);
        seeking = Map.copyOf(seeking);
    }
}
