package org.aiperf.slurm.jobs;

import java.util.Locale;
import java.util.Set;

/**
 * A node as the controller sees it.
 *
 * @param states words in upper case, the base state among them, such as {@code IDLE}, {@code DRAIN} or
 *     {@code NOT_RESPONDING}
 * @param cpus 0 where unknown
 * @param memoryMebibytes 0 where unknown
 * @param gres such as {@code gpu:a100:4(S:0-1)}; empty for none
 * @param reason why it is down or drained; empty for no reason
 * @param version of its slurmd; empty where unknown
 */
public record SlurmNode(
        String name,
        String address,
        Set<String> states,
        int cpus,
        long memoryMebibytes,
        String gres,
        String reason,
        String version) {
    private static final Set<String> WORKING = Set.of("IDLE", "MIXED", "ALLOCATED");
    private static final Set<String> BARRED =
            Set.of("DOWN", "DRAIN", "FAIL", "NOT_RESPONDING", "INVALID_REG", "POWERED_DOWN", "MAINTENANCE");

    public SlurmNode {
        states = Set.copyOf(states);
    }

    /** Whether it answers and takes jobs, now or when those on it are done. */
    public boolean isUsable() {
        return states.stream().anyMatch(WORKING::contains) && states.stream().noneMatch(BARRED::contains);
    }

    /** As a person reads it: {@code idle}, {@code down+not_responding}. */
    public String stateInWords() {
        return String.join("+", states.stream().sorted().toList()).toLowerCase(Locale.ROOT);
    }
}
