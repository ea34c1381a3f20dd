package org.aiperf.benchmark;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchEvent.TrainingTuned;
import org.aiperf.benchmark.SearchEvent.WeightsFilled;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * A candidate and what became of it.
 *
 * @param attempt 0 while it waits
 * @param worker who trains it, or null while it waits
 * @param plannedEpochs of all trainings; 0 until it starts
 * @param precision that it computes in; empty until it starts
 * @param epochs finished ones that count: of the current attempt, and of those before it that it goes on from
 * @param earlier finished ones of attempts before, until it is known whether the current one goes on from them
 * @param training that runs or ran last, from 1: a candidate may be trained again with other hyperparameters
 * @param tuned trainings with hyperparameters of their own, by number; the others have those of the plan
 * @param filled what was filled from a file of weights, or null if nothing was
 * @param inheritedAccuracy before the first step, or null if no weights were inherited
 * @param parentAccuracy what the parent's weights were worth, or null likewise
 * @param startedAtMillis 0 until it starts
 * @param endedAtMillis 0 until it ends
 * @param reason why it ended, for people; empty if there is nothing to say
 */
public record Trial(
        CandidateProposed candidate,
        Status status,
        int attempt,
        @Nullable String worker,
        int plannedEpochs,
        String precision,
        PVector<Epoch> epochs,
        PVector<Epoch> earlier,
        int training,
        PMap<Integer, TrainingTuned> tuned,
        @Nullable WeightsFilled filled,
        @Nullable Double inheritedAccuracy,
        @Nullable Double parentAccuracy,
        double busySeconds,
        long startedAtMillis,
        long endedAtMillis,
        String reason) {

    /** Where a trial stands. */
    public enum Status {
        WAITING,
        STARTING,
        TRAINING,
        DONE,
        STOPPED,
        FAILED,
        LOST
    }

    /**
     * A finished epoch.
     *
     * @param training that it belongs to, from 1
     */
    public record Epoch(
            int number,
            int training,
            long atMillis,
            double accuracy,
            double testLoss,
            double trainLoss,
            int steps,
            int trainedImages,
            int evaluatedImages) {}

    static Trial waiting(CandidateProposed candidate) {
        return new Trial(
                candidate,
                Status.WAITING,
                0,
                null,
                0,
                "",
                TreePVector.empty(),
                TreePVector.empty(),
                1,
                HashTreePMap.empty(),
                null,
                null,
                null,
                0,
                0,
                0,
                "");
    }

    public int id() {
        return candidate.candidate();
    }

    public int parent() {
        return candidate.parent();
    }

    /** The best accuracy of its finished epochs; 0 before the first. */
    public double accuracy() {
        return epochs.stream().mapToDouble(Epoch::accuracy).max().orElse(0);
    }

    /** Whether an epoch of this number is finished and counts. */
    boolean hasEpoch(int number) {
        return !epochs.isEmpty() && epochs.stream().anyMatch(epoch -> epoch.number() == number);
    }

    /** The finished epochs of one training, from 1. */
    public List<Epoch> epochsOf(int number) {
        return epochs.stream().filter(epoch -> epoch.training() == number).toList();
    }

    /** The training with the best accuracy after its last epoch, the first of equals: its weights are kept. */
    public int bestTraining() {
        int best = 1;
        for (int number = 2; number <= training; number++) {
            if (last(number) > last(best)) {
                best = number;
            }
        }
        return best;
    }

    private double last(int ofTraining) {
        List<Epoch> finished = epochsOf(ofTraining);
        return finished.isEmpty() ? 0 : finished.getLast().accuracy();
    }

    /** What its network costs by the reference method, in one of its trainings. */
    Cost reference(int ofTraining) {
        TrainingTuned own = tuned.get(ofTraining);
        return own == null ? candidate.reference() : own.reference();
    }

    /** Likewise by the corrected method. */
    Cost corrected(int ofTraining) {
        TrainingTuned own = tuned.get(ofTraining);
        return own == null ? candidate.corrected() : own.corrected();
    }

    /** Corrected operations of a finished epoch with its evaluation. */
    double operations(Epoch epoch) {
        return corrected(epoch.training()).of(epoch.trainedImages(), epoch.steps(), epoch.evaluatedImages());
    }

    /** Corrected operations per second of the finished epochs of this attempt so far; 0 before the first. */
    public double operationsPerSecond() {
        if (epochs.isEmpty() || startedAtMillis == 0) {
            return 0;
        }
        double operations = epochs.stream()
                .filter(epoch -> epoch.atMillis() > startedAtMillis)
                .mapToDouble(this::operations)
                .sum();
        double seconds = (epochs.get(epochs.size() - 1).atMillis() - startedAtMillis) / 1e3;
        return seconds > 0 ? operations / seconds : 0;
    }

    Trial assigned(int nextAttempt, String to) {
        Trial again = waiting(candidate);
        return again.with(draft -> {
            draft.status = Status.STARTING;
            draft.attempt = nextAttempt;
            draft.worker = to;
            draft.earlier = earlier.plusAll(epochs);
            draft.tuned = tuned;
        });
    }

    Trial started(int epochsAsked, int fromEpoch, String in, long at) {
        return with(draft -> {
            draft.status = Status.TRAINING;
            draft.plannedEpochs = epochsAsked;
            draft.precision = in;
            draft.epochs = firstOf(earlier, fromEpoch);
            draft.earlier = TreePVector.empty();
            draft.startedAtMillis = at;
        });
    }

    /** The epochs 1 to {@code last}, each once: what was finished last under a number stands. */
    private static PVector<Epoch> firstOf(PVector<Epoch> all, int last) {
        SortedMap<Integer, Epoch> byNumber = new TreeMap<>();
        all.stream().filter(epoch -> epoch.number() <= last).forEach(epoch -> byNumber.put(epoch.number(), epoch));
        return TreePVector.from(byNumber.values());
    }

    Trial tuned(TrainingTuned how) {
        return with(draft -> {
            draft.training = how.training();
            draft.tuned = tuned.plus(how.training(), how);
        });
    }

    Trial filled(WeightsFilled with) {
        return with(draft -> draft.filled = with);
    }

    Trial inherited(double accuracy, double ofParent) {
        return with(draft -> {
            draft.inheritedAccuracy = accuracy;
            draft.parentAccuracy = ofParent;
        });
    }

    Trial busy(double more) {
        return with(draft -> draft.busySeconds += more);
    }

    Trial epoch(Epoch epoch) {
        return with(draft -> draft.epochs = epochs.plus(epoch));
    }

    Trial ended(Status how, String why, long at) {
        return with(draft -> {
            draft.status = how;
            draft.reason = why;
            draft.endedAtMillis = at;
        });
    }

    /** Nobody tries again after its last attempt was lost. The epochs of that attempt do not count. */
    Trial givenUp(String why, long at) {
        return ended(Status.FAILED, why, at).with(draft -> draft.epochs = TreePVector.empty());
    }

    private Trial with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.trial();
    }

    /** All that may change, to change some of it. */
    private static final class Draft {
        private final CandidateProposed candidate;
        private Status status;
        private int attempt;
        private @Nullable String worker;
        private int plannedEpochs;
        private String precision;
        private PVector<Epoch> epochs;
        private PVector<Epoch> earlier;
        private int training;
        private PMap<Integer, TrainingTuned> tuned;
        private @Nullable WeightsFilled filled;
        private @Nullable Double inheritedAccuracy;
        private @Nullable Double parentAccuracy;
        private double busySeconds;
        private long startedAtMillis;
        private long endedAtMillis;
        private String reason;

        Draft(Trial from) {
            candidate = from.candidate;
            status = from.status;
            attempt = from.attempt;
            worker = from.worker;
            plannedEpochs = from.plannedEpochs;
            precision = from.precision;
            epochs = from.epochs;
            earlier = from.earlier;
            training = from.training;
            tuned = from.tuned;
            filled = from.filled;
            inheritedAccuracy = from.inheritedAccuracy;
            parentAccuracy = from.parentAccuracy;
            busySeconds = from.busySeconds;
            startedAtMillis = from.startedAtMillis;
            endedAtMillis = from.endedAtMillis;
            reason = from.reason;
        }

        Trial trial() {
            return new Trial(
                    candidate,
                    status,
                    attempt,
                    worker,
                    plannedEpochs,
                    precision,
                    epochs,
                    earlier,
                    training,
                    tuned,
                    filled,
                    inheritedAccuracy,
                    parentAccuracy,
                    busySeconds,
                    startedAtMillis,
                    endedAtMillis,
                    reason);
        }
    }
}
