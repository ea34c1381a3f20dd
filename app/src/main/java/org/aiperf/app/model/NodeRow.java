package org.aiperf.app.model;

import org.jspecify.annotations.Nullable;

/**
 * A node of the cluster as it stands.
 *
 * @param accelerator what its accelerators are, for people: {@code 8 × A100}
 * @param busy the share of time its accelerators were executing, from 0 to 1; NaN before any ran
 * @param trial what it works on, or null
 * @param epochs finished ones of that trial
 * @param goneSeconds how long it has been lost or left, by the run's clock; 0 while it is there
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
        double goneSeconds) {
    /** Whether it no longer answers. */
    public boolean isGone() {
        return mark == Mark.LOST || mark == Mark.LEFT;
    }
}
