package org.aiperf.app.model;

import org.jspecify.annotations.Nullable;

/**
 * A node of the cluster as it stands.
 *
 * @param accelerator what its accelerators are, for people: {@code 8 × A100}; empty for the master
 * @param busy the share of time its accelerators were executing, from 0 to 1; NaN before any ran
 * @param trial what it works on, or null
 * @param epochs finished ones of that trial
 * @param since when its presence last changed, in milliseconds since 1970; 0 for the master
 */
public record NodeRow(
        String name,
        Mark mark,
        int accelerators,
        String accelerator,
        double busy,
        @Nullable Integer trial,
        int epochs,
        int plannedEpochs,
        long since) {
    public boolean isMaster() {
        return mark == Mark.MASTER;
    }
}
