package org.aiperf.benchmark;

import java.util.Comparator;
import org.aiperf.benchmark.Trial.Status;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedSet;
import org.pcollections.PVector;
import org.pcollections.TreePSet;
import org.pcollections.TreePVector;

/**
 * What the trials of a {@link SearchState} say taken together. It follows from them, and is kept beside them because the
 * master of thousands of workers asks after every event.
 *
 * @param waiting candidates that nobody trains yet
 * @param holders candidates by the digest of their network
 * @param held per worker, the trials that it prepares or trains
 * @param nearlyDone workers that hold one trial, which is in its last epoch
 * @param ranked trials that have an accuracy and were not lost, the best one first
 */
record Standing(
        PSortedSet<Integer> waiting,
        PMap<String, Integer> holders,
        PMap<String, PVector<Trial>> held,
        PSortedSet<String> nearlyDone,
        PSortedSet<Ranked> ranked) {

    private static final Comparator<Ranked> BEST_FIRST =
            Comparator.comparingDouble(Ranked::accuracy).reversed().thenComparingInt(Ranked::trial);

    static final Standing EMPTY = new Standing(
            TreePSet.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            TreePSet.empty(),
            TreePSet.<Ranked>empty(BEST_FIRST));

    /** A trial in the order of accuracies. */
    record Ranked(int trial, double accuracy) {
        private static Ranked of(Trial trial) {
            return new Ranked(trial.id(), trial.accuracy());
        }
    }

    /** After a trial became another one. */
    Standing with(@Nullable Trial before, Trial after) {
        return new Standing(
                        after.status() == Status.WAITING ? waiting.plus(after.id()) : waiting.minus(after.id()),
                        before == null ? withHolder(after) : holders,
                        held,
                        nearlyDone,
                        ranked(before, after))
                .letGo(before)
                .took(after);
    }

    private PMap<String, Integer> withHolder(Trial trial) {
        String digest = trial.candidate().digest();
        return holders.containsKey(digest) ? holders : holders.plus(digest, trial.id());
    }

    private PSortedSet<Ranked> ranked(@Nullable Trial before, Trial after) {
        boolean wasRanked = before != null && isRanked(before);
        PSortedSet<Ranked> others = before != null && wasRanked ? ranked.minus(Ranked.of(before)) : ranked;
        return isRanked(after) ? others.plus(Ranked.of(after)) : others;
    }

    private static boolean isRanked(Trial trial) {
        return trial.status() != Status.LOST && !trial.epochs().isEmpty();
    }

    double bestAccuracy() {
        return ranked.isEmpty() ? 0 : ranked.first().accuracy();
    }

    private Standing letGo(@Nullable Trial trial) {
        String worker = trial == null ? null : trial.worker();
        return trial == null || worker == null || !isHeld(trial) ? this : holding(worker, without(worker, trial.id()));
    }

    private Standing took(Trial trial) {
        String worker = trial.worker();
        return worker == null || !isHeld(trial)
                ? this
                : holding(worker, without(worker, trial.id()).plus(trial));
    }

    private PVector<Trial> without(String worker, int trial) {
        PVector<Trial> trials = held.getOrDefault(worker, TreePVector.empty());
        for (int i = 0; i < trials.size(); i++) {
            if (trials.get(i).id() == trial) {
                return trials.minus(i);
            }
        }
        return trials;
    }

    private Standing holding(String worker, PVector<Trial> trials) {
        boolean mayPrepare = trials.size() == 1 && isNearlyDone(trials.get(0));
        return new Standing(
                waiting,
                holders,
                trials.isEmpty() ? held.minus(worker) : held.plus(worker, trials),
                mayPrepare ? nearlyDone.plus(worker) : nearlyDone.minus(worker),
                ranked);
    }

    private static boolean isHeld(Trial trial) {
        return trial.status() == Status.STARTING || trial.status() == Status.TRAINING;
    }

    private static boolean isNearlyDone(Trial trial) {
        return trial.status() == Status.TRAINING && trial.epochs().size() >= trial.plannedEpochs() - 1;
    }
}
