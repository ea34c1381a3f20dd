package org.aiperf.benchmark;

import java.util.List;
import org.aiperf.runs.WorkloadEvent;
import org.jspecify.annotations.Nullable;

/** What happens in an architecture search besides the lifecycle of its run. */
public sealed interface SearchEvent extends WorkloadEvent {

    /** The parent of a candidate that has none. */
    int NO_PARENT = 0;

    /**
     * What the run will come to, as it was reckoned before its start.
     *
     * @param operations of all finished epochs, by the reference method
     * @param trials trained to their end
     * @param seconds from the first event to the last
     * @param uncertainty one standard deviation of the operations, as a share of them; 0 if it was not reckoned
     */
    record RunPredicted(double operations, int trials, double seconds, double uncertainty) implements SearchEvent {}

    /**
     * A candidate was searched and waits in the buffer. A trial has the number of its candidate.
     *
     * @param parent the trial it grew from, or {@link #NO_PARENT}
     * @param kind {@code initial}, {@code deeper}, {@code wider} or {@code skip}
     * @param morphism what was done, for people: {@code wider 4}
     * @param worker whose CPU searched it; the master for the initial one
     * @param digest of the architecture: two candidates with one digest are the same network
     * @param parameters trainable ones
     * @param layers in its list
     * @param searchSeconds what the search took
     * @param expected the accuracy that the search reckons with, or null if it does not reckon
     */
    record CandidateProposed(
            int candidate,
            int parent,
            String kind,
            String morphism,
            String worker,
            String digest,
            long parameters,
            int layers,
            Cost reference,
            Cost corrected,
            double searchSeconds,
            @Nullable Double expected)
            implements SearchEvent {}

    /** A worker's search found nothing new this time. */
    record SearchFailed(int candidate, String worker, String reason) implements SearchEvent {}

    /**
     * A worker begins to train a candidate that it claimed: from here on its accelerators should be busy.
     *
     * @param epochs of the whole training
     * @param fromEpoch epochs that an earlier attempt finished and this one goes on from; 0 if it starts anew
     * @param precision that products are computed in: {@code float32}, {@code bfloat16} or {@code float16}
     */
    record TrialStarted(
            int trial, int attempt, int epochs, int fromEpoch, int trainImages, int testImages, String precision)
            implements SearchEvent {}

    /**
     * A candidate is trained with hyperparameters of its own: the epochs that follow are of this training, and of a
     * network that costs so much.
     *
     * @param training of this candidate, from 1
     */
    record TrainingTuned(
            int trial, int attempt, int training, Hyperparameters hyperparameters, Cost reference, Cost corrected)
            implements SearchEvent {}

    /**
     * The first weights came from the file that the plan names, as far as its layers agree in list order.
     *
     * @param matched layers that were filled
     * @param layers of the network that have weights
     */
    record WeightsFilled(int trial, int attempt, int matched, int layers) implements SearchEvent {}

    /**
     * A worker passed over records that it could not read. Said again when there are more.
     *
     * @param data the specification of the set
     * @param records how many so far
     * @param examples the first of them, each in one line
     */
    record RecordsSkipped(String worker, String data, int records, List<String> examples) implements SearchEvent {
        public RecordsSkipped {
            examples = List.copyOf(examples);
        }
    }

    /**
     * The weights came from the parent, and this is what they are worth before the first step.
     *
     * @param accuracy of the child on the test images
     * @param parentAccuracy of the parent at the end of its training
     */
    record WeightsInherited(int trial, int attempt, double accuracy, double parentAccuracy) implements SearchEvent {}

    /**
     * What the accelerators did since the last such event, about once a second.
     *
     * @param evaluatedImages images of evaluation calls
     * @param busySeconds wall time during which a train or evaluate call was executing
     * @param waitSeconds wall time during which the next batch was not ready
     * @param loss mean training loss of these steps; 0 if there were none
     */
    record StepsExecuted(
            int trial,
            int attempt,
            int steps,
            int trainedImages,
            int evaluatedImages,
            double busySeconds,
            double waitSeconds,
            double loss)
            implements SearchEvent {}

    /**
     * An epoch with its evaluation is finished; only finished ones count.
     *
     * @param epoch of the trial, from 1; a second training of the candidate counts on
     * @param accuracy on the test images, from 0 to 1
     * @param evaluatedImages images of its evaluation
     */
    record EpochFinished(
            int trial,
            int attempt,
            int epoch,
            double accuracy,
            double testLoss,
            double trainLoss,
            int steps,
            int trainedImages,
            int evaluatedImages,
            double seconds)
            implements SearchEvent {}
}
