package org.aiperf.agent;

import java.util.Optional;
import org.aiperf.benchmark.Candidate;
import org.aiperf.benchmark.plan.TrialSettings;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.training.Network;
import org.aiperf.training.TrainingOptions;

/** What became of an order: a network to train, or the trial's end. */
sealed interface Prepared {
    /** Why a trial ends that is not trained to its end. */
    String STOPPED = "the run was ending";

    /**
     * A network with its first weights.
     *
     * @param settings how long the trial is trained
     * @param fromEpoch epochs that an earlier attempt finished and kept
     * @param tuned its hyperparameters, if they are its own
     */
    record Ready(
            Candidate candidate,
            int attempt,
            TrialSettings settings,
            Network network,
            TrainingOptions options,
            FirstWeights.Origin origin,
            int fromEpoch,
            Optional<Tuned> tuned)
            implements Prepared, AutoCloseable {
        int trial() {
            return candidate.number();
        }

        /** The trial's end if it is not trained any more. */
        TrialEnded stopped() {
            return new TrialEnded(trial(), attempt, Outcome.STOPPED, STOPPED);
        }

        @Override
        public void close() {
            network.close();
        }
    }

    /** There is nothing to train. */
    record Over(TrialEnded end) implements Prepared {}
}
