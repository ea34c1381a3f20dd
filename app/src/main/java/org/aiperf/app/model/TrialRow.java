package org.aiperf.app.model;

import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.Trial;
import org.jspecify.annotations.Nullable;

/**
 * A line of the model history.
 *
 * @param parent the trial it grew from, or 0
 * @param worker who trains it, or null while it waits
 * @param accuracy its best so far, or NaN before its first epoch
 * @param operationsPerImage forward and backward, by the reference method
 * @param rate corrected operations per second over its finished epochs, or NaN before the first
 */
public record TrialRow(
        int trial,
        int parent,
        String morphism,
        @Nullable String worker,
        int epochs,
        int plannedEpochs,
        double accuracy,
        long operationsPerImage,
        long parameters,
        double rate,
        Mark state,
        int attempt,
        String reason) {

    static TrialRow of(Trial trial) {
        boolean trained = !trial.epochs().isEmpty();
        var candidate = trial.candidate();
        return new TrialRow(
                trial.id(),
                trial.parent(),
                candidate.morphism(),
                trial.worker(),
                trial.epochs().size(),
                trial.plannedEpochs(),
                trained ? trial.accuracy() : Double.NaN,
                candidate.reference().forward() + candidate.reference().backward(),
                candidate.parameters(),
                trained ? trial.operationsPerSecond() : Double.NaN,
                Mark.of(trial.status()),
                trial.attempt(),
                trial.reason());
    }

    public boolean hasParent() {
        return parent != SearchEvent.NO_PARENT;
    }
}
