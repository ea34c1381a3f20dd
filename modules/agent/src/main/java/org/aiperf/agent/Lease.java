package org.aiperf.agent;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * By what right a worker holds its place in a run. Whoever comes later to the same place has the newer lease, and the
 * older one counts for nothing from then on: its node may still be running it, cut off from Slurm but not from the run.
 *
 * @param slot the place: one of as many as the run has workers
 * @param job Slurm's number of the job; without Slurm, when the worker was started by the clock of its node
 * @param restarts how often Slurm had requeued the job
 * @param step how often the worker was started within the job
 */
record Lease(String slot, long job, int restarts, int step) implements Comparable<Lease> {
    private static final Comparator<Lease> ORDER = Comparator.comparingLong(Lease::job)
            .thenComparingInt(Lease::restarts)
            .thenComparingInt(Lease::step);

    /** Of a worker that Slurm did not start: one that is started later replaces it. */
    static Lease since(String worker, long startedAtMillis) {
        return new Lease(worker, startedAtMillis, 0, 0);
    }

    /** Among leases of the same slot: the newer one is greater. */
    @Override
    public int compareTo(Lease other) {
        return ORDER.compare(this, other);
    }

    boolean isNewerThan(Lease other) {
        return compareTo(other) > 0;
    }

    /** For the event of the worker's arrival, so that a master that is started again knows it. */
    Map<String, String> facts() {
        return Map.of(
                "slot", slot,
                "job", Long.toString(job),
                "restarts", Integer.toString(restarts),
                "step", Integer.toString(step));
    }

    /** What {@link #facts} told, if it is among them. */
    static Optional<Lease> in(Map<String, String> facts) {
        try {
            return facts.containsKey("slot")
                    ? Optional.of(new Lease(
                            facts.getOrDefault("slot", ""),
                            Long.parseLong(facts.getOrDefault("job", "")),
                            Integer.parseInt(facts.getOrDefault("restarts", "")),
                            Integer.parseInt(facts.getOrDefault("step", ""))))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** These facts and the lease. */
    Map<String, String> with(Map<String, String> facts) {
        Map<String, String> all = new HashMap<>(facts);
        all.putAll(facts());
        return Map.copyOf(all);
    }
}
