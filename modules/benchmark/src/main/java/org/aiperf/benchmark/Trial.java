package org.aiperf.benchmark;

import java.util.SortedMap;
import java.util.TreeMap;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * A candidate and what became of it.
 *
 * @param attempt 0 while it waits
 * @param worker who trains it, or null while it waits
 * @param plannedEpochs 0 until it starts
 * @param epochs finished ones that count: of the current attempt, and of those before it that it goes on from
 * @param earlier finished ones of attempts before, until it is known whether the current one goes on from them
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
        PVector<Epoch> epochs,
        PVector<Epoch> earlier,
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

    /** A finished epoch. */
    public record Epoch(
            int number,
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
                TreePVector.empty(),
                TreePVector.empty(),
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
        double best = 0;
        for (Epoch epoch : epochs) {
            best = Math.max(best, epoch.accuracy());
        }
        return best;
    }

    /** Corrected operations per second of the finished epochs of this attempt so far; 0 before the first. */
    public double operationsPerSecond() {
        if (epochs.isEmpty() || startedAtMillis == 0) {
            return 0;
        }
        double operations = 0;
        for (Epoch epoch : epochs) {
            if (epoch.atMillis() > startedAtMillis) {
                operations += candidate.corrected().of(epoch.trainedImages(), epoch.steps(), epoch.evaluatedImages());
            }
        }
        double seconds = (epochs.get(epochs.size() - 1).atMillis() - startedAtMillis) / 1e3;
        return seconds > 0 ? operations / seconds : 0;
    }

    Trial assigned(int nextAttempt, String to) {
        return new Trial(
                candidate,
                Status.STARTING,
                nextAttempt,
                to,
                0,
                TreePVector.empty(),
                earlier.plusAll(epochs),
                null,
                null,
                0,
                0,
                0,
                "");
    }

    Trial started(int epochsAsked, int fromEpoch, long at) {
        return new Trial(
                candidate,
                Status.TRAINING,
                attempt,
                worker,
                epochsAsked,
                firstOf(earlier, fromEpoch),
                TreePVector.empty(),
                inheritedAccuracy,
                parentAccuracy,
                busySeconds,
                at,
                0,
                "");
    }

    /** The epochs 1 to {@code last}, each once: what was finished last under a number stands. */
    private static PVector<Epoch> firstOf(PVector<Epoch> all, int last) {
        SortedMap<Integer, Epoch> byNumber = new TreeMap<>();
        all.stream().filter(epoch -> epoch.number() <= last).forEach(epoch -> byNumber.put(epoch.number(), epoch));
        return TreePVector.from(byNumber.values());
    }

    Trial inherited(double accuracy, double ofParent) {
        return new Trial(
                candidate,
                status,
                attempt,
                worker,
                plannedEpochs,
                epochs,
                earlier,
                accuracy,
                ofParent,
                busySeconds,
                startedAtMillis,
                endedAtMillis,
                reason);
    }

    Trial busy(double more) {
        return new Trial(
                candidate,
                status,
                attempt,
                worker,
                plannedEpochs,
                epochs,
                earlier,
                inheritedAccuracy,
                parentAccuracy,
                busySeconds + more,
                startedAtMillis,
                endedAtMillis,
                reason);
    }

    Trial epoch(Epoch epoch) {
        return new Trial(
                candidate,
                status,
                attempt,
                worker,
                plannedEpochs,
                epochs.plus(epoch),
                earlier,
                inheritedAccuracy,
                parentAccuracy,
                busySeconds,
                startedAtMillis,
                endedAtMillis,
                reason);
    }

    Trial ended(Status how, String why, long at) {
        return new Trial(
                candidate,
                how,
                attempt,
                worker,
                plannedEpochs,
                epochs,
                earlier,
                inheritedAccuracy,
                parentAccuracy,
                busySeconds,
                startedAtMillis,
                at,
                why);
    }
}
