package org.aiperf.runs;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/**
 * What the scheduler has to know of the workload: work that exists but is not placed yet, and how far that is which runs.
 *
 * @param waiting candidates that nobody trains yet, the next one first
 * @param seeking workers that search a candidate right now, one each
 * @param resting workers that are not to search yet, because they found nothing a moment ago
 * @param nextCandidate the smallest number that no candidate has
 * @param nearlyDone workers whose trial is in its last part: they may prepare the next one
 * @param goal why the workload has what it was run for, or null while it has not
 */
public record Backlog(
        PSortedSet<Integer> waiting,
        PSortedSet<String> seeking,
        PSortedSet<String> resting,
        int nextCandidate,
        PSortedSet<String> nearlyDone,
        @Nullable String goal) {

    /** Work of which nothing is nearly done. */
    public Backlog(Collection<Integer> waiting, Collection<String> seeking, int nextCandidate) {
        this(TreePSet.from(waiting), TreePSet.from(seeking), TreePSet.empty(), nextCandidate, TreePSet.empty(), null);
    }
}
