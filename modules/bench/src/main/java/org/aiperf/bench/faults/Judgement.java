package org.aiperf.bench.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchEvent.EpochFinished;
import org.aiperf.benchmark.SearchEvent.StepsExecuted;
import org.aiperf.benchmark.SearchEvent.TrialStarted;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.LifecycleEvent.RunResumed;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.Recorded;

/**
 * What became of the trials of a run, by nothing but its log; none of the product's own folds is used. The search space of
 * a campaign has so few networks that every run trains all of them: the networks of the finished trials are the same in
 * all runs, whatever their numbers.
 *
 * @param networks digests of the finished trials' networks
 * @param lost networks that a run without faults trains and this one did not; all of them if it did not come to its end
 * @param doubled trials that were finished twice, networks that were trained by two trials, and results that were taken
 *     from an attempt that was over or replaced
 * @param complaints one line for each of them
 */
record Judgement(Set<String> networks, Set<Integer> trials, int lost, int doubled, List<String> complaints) {
    Judgement {
        networks = Set.copyOf(networks);
        trials = Set.copyOf(trials);
        complaints = List.copyOf(complaints);
    }

    /** @param expected digests of the networks that a run without faults trains; empty if this is that run */
    static Judgement of(List<Recorded> events, Set<String> expected) {
        Judge judge = new Judge();
        for (Recorded recorded : events) {
            judge.hear(recorded);
        }
        return judge.verdict(expected);
    }

    private static final class Judge {
        private final Map<Integer, String> digests = new HashMap<>();
        /** The attempt of each trial whose results count; none while nobody has it. */
        private final Map<Integer, Integer> current = new HashMap<>();

        private final Set<Integer> finished = new TreeSet<>();
        private final Set<String> networks = new HashSet<>();
        private final List<String> complaints = new ArrayList<>();
        private long sequence;
        private int doubled;
        private boolean isOver;

        void hear(Recorded recorded) {
            if (recorded.sequence() != sequence + 1) {
                complain("event " + recorded.sequence() + " follows event " + sequence);
            }
            sequence = recorded.sequence();
            if (isOver) {
                complain("event " + sequence + " comes after the end of the run");
            }
            switch (recorded.event()) {
                case CandidateProposed proposed -> digests.put(proposed.candidate(), proposed.digest());
                case TrialAssigned assigned -> assigned(assigned);
                case TrialStarted started -> require(started.trial(), started.attempt(), "a start");
                case StepsExecuted steps -> require(steps.trial(), steps.attempt(), "steps");
                case EpochFinished epoch -> require(epoch.trial(), epoch.attempt(), "an epoch");
                case TrialEnded ended -> ended(ended);
                case RunResumed _ -> {}
                case RunEnded _ -> isOver = true;
                default -> {}
            }
        }

        private void assigned(TrialAssigned assigned) {
            if (finished.contains(assigned.trial())) {
                complain("trial " + assigned.trial() + " was given away after it was finished");
            }
            if (current.containsKey(assigned.trial())) {
                complain("trial " + assigned.trial() + " was given away while somebody had it");
            }
            current.put(assigned.trial(), assigned.attempt());
        }

        private void require(int trial, int attempt, String what) {
            if (!Optional.of(attempt).equals(Optional.ofNullable(current.get(trial)))) {
                complain(what + " of attempt " + attempt + " at trial " + trial + " was taken, which is over");
            }
        }

        private void ended(TrialEnded ended) {
            if (ended.outcome() == Outcome.FINISHED) {
                require(ended.trial(), ended.attempt(), "the result");
                if (!finished.add(ended.trial())) {
                    complain("trial " + ended.trial() + " was finished twice");
                }
                if (!networks.add(digests.getOrDefault(ended.trial(), "trial " + ended.trial()))) {
                    complain("trial " + ended.trial() + " has a network that another trial had");
                }
            } else if (ended.outcome() == Outcome.FAILED) {
                complaints.add("trial " + ended.trial() + " failed: " + ended.reason());
            }
            current.remove(ended.trial(), ended.attempt());
        }

        private void complain(String line) {
            complaints.add(line);
            doubled++;
        }

        Judgement verdict(Set<String> expected) {
            Set<String> missing = new HashSet<>(expected);
            if (isOver) {
                missing.removeAll(networks);
            } else {
                complaints.add("the run did not come to its end");
            }
            Set<String> more = new HashSet<>(networks);
            more.removeAll(expected);
            if (!expected.isEmpty() && !more.isEmpty()) {
                complain(more.size() + " networks were trained that a run without faults does not train");
            }
            int lost = isOver || !expected.isEmpty() ? missing.size() : 1;
            return new Judgement(networks, finished, lost, doubled, complaints);
        }
    }
}
