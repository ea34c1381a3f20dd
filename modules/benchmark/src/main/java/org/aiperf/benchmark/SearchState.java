package org.aiperf.benchmark;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchEvent.EpochFinished;
import org.aiperf.benchmark.SearchEvent.RecordsSkipped;
import org.aiperf.benchmark.SearchEvent.RunPredicted;
import org.aiperf.benchmark.SearchEvent.SearchFailed;
import org.aiperf.benchmark.SearchEvent.StepsExecuted;
import org.aiperf.benchmark.SearchEvent.TrainingTuned;
import org.aiperf.benchmark.SearchEvent.TrialStarted;
import org.aiperf.benchmark.SearchEvent.WeightsFilled;
import org.aiperf.benchmark.SearchEvent.WeightsInherited;
import org.aiperf.benchmark.Trial.Epoch;
import org.aiperf.benchmark.Trial.Status;
import org.aiperf.runs.LifecycleEvent.RunResumed;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.Recorded;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedSet;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Everything that the events of a search say, as one immutable value; {@link #next} is its fold.
 *
 * @param trials candidates and trials by number
 * @param activity per worker, how busy its accelerators were
 * @param throughput what was executed when, for the live curve: one entry per {@link StepsExecuted}
 * @param skipped per data specification, the records that the worker with the most of them passed over
 * @param standing where the trials stand taken together, kept up so that nobody has to look through all
 * @param nextCandidate the smallest number that no candidate has
 * @param lastAtMillis the time of the last event
 */
public record SearchState(
        PMap<Integer, Trial> trials,
        PMap<String, Activity> activity,
        PVector<Throughput> throughput,
        PMap<String, RecordsSkipped> skipped,
        Standing standing,
        int nextCandidate,
        long lastAtMillis) {

    public static final SearchState EMPTY = new SearchState(
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            TreePVector.empty(),
            HashTreePMap.empty(),
            Standing.EMPTY,
            1,
            0);

    /**
     * How busy a worker's accelerators were, from its first trial's start.
     *
     * @param until the end of its last trial, or the last thing heard of one that runs
     * @param waitSeconds in which they had no batch to work on
     */
    public record Activity(long since, long until, double busySeconds, double waitSeconds) {
        /** From 0 to 1; 0 before the first trial ran any time. */
        public double share() {
            double wall = (until - since) / 1e3;
            return wall <= 0 ? 0 : Math.min(1, busySeconds / wall);
        }
    }

    /** Corrected operations that a worker executed in the interval that ends at {@code atMillis}. */
    public record Throughput(long atMillis, String worker, double operations, double busySeconds) {}

    /**
     * The state after one more event. Results of a replaced attempt change nothing, nor does an epoch or a start that is
     * said twice.
     */
    public SearchState next(Recorded recorded) {
        long at = recorded.atMillis();
        SearchState state = switch (recorded.event()) {
            case TrialAssigned e -> assigned(e);
            case TrialEnded e -> ended(e, at);
            case SearchEvent e -> apply(e, at);
            case RunResumed _ -> paused(at - lastAtMillis);
            default -> this;
        };
        return new SearchState(
                state.trials, state.activity, state.throughput, state.skipped, state.standing, state.nextCandidate, at);
    }

    /** Time without a master is nobody's: the accelerators had nothing to do, and are not blamed for it. */
    private SearchState paused(long passed) {
        long millis = Math.max(0, passed);
        PMap<String, Activity> later = activity;
        for (Map.Entry<String, Activity> entry : activity.entrySet()) {
            Activity before = entry.getValue();
            later = later.plus(
                    entry.getKey(),
                    new Activity(
                            before.since() + millis,
                            before.until() + millis,
                            before.busySeconds(),
                            before.waitSeconds()));
        }
        return new SearchState(trials, later, throughput, skipped, standing, nextCandidate, lastAtMillis);
    }

    private SearchState apply(SearchEvent event, long at) {
        return switch (event) {
            case RunPredicted _ -> this;
            case CandidateProposed e -> with(Trial.waiting(e)).numbered(e.candidate());
            case SearchFailed e -> numbered(e.candidate());
            case TrialStarted e ->
                current(e.trial(), e.attempt())
                        .filter(trial -> trial.status() == Status.STARTING)
                        .map(trial -> with(trial.started(e.epochs(), e.fromEpoch(), e.precision(), at))
                                .touched(trial, at, 0, 0))
                        .orElse(this);
            case TrainingTuned e ->
                current(e.trial(), e.attempt())
                        .map(trial -> with(trial.tuned(e)))
                        .orElse(this);
            case WeightsFilled e ->
                current(e.trial(), e.attempt())
                        .map(trial -> with(trial.filled(e)))
                        .orElse(this);
            case RecordsSkipped e -> skipped(e);
            case WeightsInherited e ->
                current(e.trial(), e.attempt())
                        .map(trial -> with(trial.inherited(e.accuracy(), e.parentAccuracy())))
                        .orElse(this);
            case StepsExecuted e ->
                current(e.trial(), e.attempt())
                        .map(trial -> executed(trial, e, at))
                        .orElse(this);
            case EpochFinished e ->
                current(e.trial(), e.attempt())
                        .filter(trial -> !trial.hasEpoch(e.epoch()))
                        .map(trial -> with(trial.epoch(epoch(trial, e, at))))
                        .orElse(this);
        };
    }

    private static Epoch epoch(Trial trial, EpochFinished e, long at) {
        return new Epoch(
                e.epoch(),
                trial.training(),
                at,
                e.accuracy(),
                e.testLoss(),
                e.trainLoss(),
                e.steps(),
                e.trainedImages(),
                e.evaluatedImages());
    }

    private SearchState executed(Trial trial, StepsExecuted e, long at) {
        double operations = trial.corrected(trial.training()).of(e.trainedImages(), e.steps(), e.evaluatedImages());
        Throughput entry = new Throughput(at, String.valueOf(trial.worker()), operations, e.busySeconds());
        SearchState state = new SearchState(
                trials.plus(trial.id(), trial.busy(e.busySeconds())),
                activity,
                throughput.plus(entry),
                skipped,
                standing,
                nextCandidate,
                lastAtMillis);
        return state.touched(trial, at, e.busySeconds(), e.waitSeconds());
    }

    private SearchState assigned(TrialAssigned e) {
        Trial trial = trials.get(e.trial());
        return trial == null ? this : with(trial.assigned(e.attempt(), e.worker()));
    }

    private SearchState ended(TrialEnded e, long at) {
        Trial trial = trials.get(e.trial());
        if (trial == null || trial.attempt() != e.attempt() || isOver(trial)) {
            return this;
        }
        Status status = switch (e.outcome()) {
            case FINISHED -> Status.DONE;
            case STOPPED -> Status.STOPPED;
            case FAILED -> Status.FAILED;
            case LOST, CUT_OFF -> Status.LOST;
        };
        if (trial.status() == Status.LOST) {
            return status == Status.FAILED ? with(trial.givenUp(e.reason(), at)) : this;
        }
        boolean ran = trial.startedAtMillis() > 0;
        SearchState state = with(trial.ended(status, e.reason(), at));
        return ran && status != Status.LOST ? state.touched(trial, at, 0, 0) : state;
    }

    private SearchState touched(Trial trial, long at, double busySeconds, double waitSeconds) {
        String worker = String.valueOf(trial.worker());
        Activity before = activity.get(worker);
        Activity after = before == null
                ? new Activity(at, at, busySeconds, waitSeconds)
                : new Activity(
                        before.since(), at, before.busySeconds() + busySeconds, before.waitSeconds() + waitSeconds);
        return new SearchState(
                trials, activity.plus(worker, after), throughput, skipped, standing, nextCandidate, lastAtMillis);
    }

    private SearchState skipped(RecordsSkipped e) {
        RecordsSkipped most = skipped.get(e.data());
        return most != null && most.records() >= e.records()
                ? this
                : new SearchState(
                        trials, activity, throughput, skipped.plus(e.data(), e), standing, nextCandidate, lastAtMillis);
    }

    private SearchState with(Trial trial) {
        return new SearchState(
                trials.plus(trial.id(), trial),
                activity,
                throughput,
                skipped,
                standing.with(trials.get(trial.id()), trial),
                nextCandidate,
                lastAtMillis);
    }

    private SearchState numbered(int candidate) {
        return new SearchState(
                trials, activity, throughput, skipped, standing, Math.max(nextCandidate, candidate + 1), lastAtMillis);
    }

    private static boolean isOver(Trial trial) {
        return trial.status() == Status.DONE || trial.status() == Status.STOPPED || trial.status() == Status.FAILED;
    }

    private Optional<Trial> current(int id, int attempt) {
        Trial trial = trials.get(id);
        return Optional.ofNullable(trial)
                .filter(found -> found.attempt() == attempt)
                .filter(found -> found.status() == Status.STARTING || found.status() == Status.TRAINING);
    }

    public Optional<Trial> trial(int id) {
        return Optional.ofNullable(trials.get(id));
    }

    /** The candidate that is the network of this digest; empty if none is. */
    public Optional<Integer> holder(String digest) {
        return Optional.ofNullable(standing.holders().get(digest));
    }

    /** All candidates and trials by number. */
    public List<Trial> byNumber() {
        return sorted(trials.values());
    }

    /** Candidates that nobody trains yet, oldest first. */
    public PSortedSet<Integer> waiting() {
        return standing.waiting();
    }

    /** Workers that hold one trial, which is in its last epoch: what comes next may be prepared. */
    public PSortedSet<String> nearlyDone() {
        return standing.nearlyDone();
    }

    /** Trials that were trained to their end. */
    public List<Trial> finished() {
        return byNumber().stream()
                .filter(trial -> trial.status() == Status.DONE)
                .toList();
    }

    /** The best finished epoch's accuracy of all trials; 0 before the first. */
    public double bestAccuracy() {
        return standing.bestAccuracy();
    }

    /** The mean over workers of the share of wall time in which their accelerators were executing; 0 before any ran. */
    public double acceleratorBusy() {
        return activity.values().stream().mapToDouble(Activity::share).average().orElse(0);
    }

    private static List<Trial> sorted(Collection<Trial> trials) {
        return trials.stream().sorted(Comparator.comparingInt(Trial::id)).toList();
    }
}
