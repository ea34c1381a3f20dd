package org.aiperf.simulator;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aiperf.benchmark.Cost;
import org.aiperf.benchmark.Score;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchEvent.EpochFinished;
import org.aiperf.benchmark.SearchEvent.StepsExecuted;
import org.aiperf.benchmark.SearchEvent.TrialStarted;
import org.aiperf.benchmark.SearchEvent.WeightsInherited;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.Trial;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.LifecycleEvent.StopRequested;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.Recorded;
import org.aiperf.runs.RunState;
import org.aiperf.runs.RunState.Placement;
import org.aiperf.runs.RunState.Presence;
import org.jspecify.annotations.Nullable;

/**
 * Keeps its own books of a run and compares them with the folds after every event. Whatever a master should never do is
 * an {@link AssertionError} here, at the event where it does it.
 */
final class Ledger implements Witness {
    private static final int MOST_HELD = 2;
    private static final int LOSSES_TO_FAIL = 3;
    /** What takes time to compare is compared at every 256th event or so, and at the last. */
    private static final int THOROUGHLY_EVERY = 256;

    private final SearchPlan plan;
    private final Map<Integer, Account> accounts = new TreeMap<>();
    private final Map<Attempt, Connection> ordered = new HashMap<>();
    private final IdentityHashMap<Event, Connection> said = new IdentityHashMap<>();
    private SearchRun state = SearchRun.EMPTY;
    private boolean isStopping;
    private boolean isOver;
    private long lastAt = Long.MIN_VALUE;
    private int checked;

    private record Attempt(int trial, int attempt) {}

    /** What is known of one trial. */
    private static final class Account {
        private final Cost reference;
        private int attempt;
        private boolean runs;
        private boolean hasBegun;
        private boolean isSettled;
        private int losses;
        private @Nullable Outcome last;
        private SortedMap<Integer, Boolean> counted = new TreeMap<>();
        private SortedMap<Integer, Boolean> earlier = new TreeMap<>();

        Account(Cost reference) {
            this.reference = reference;
        }

        int epochsThatCount() {
            return last != null && last.isLost() ? 0 : counted.size();
        }
    }

    Ledger(SearchPlan plan) {
        this.plan = plan;
    }

    SearchRun state() {
        return state;
    }

    /** How many events were checked. */
    int checked() {
        return checked;
    }

    private static void require(boolean holds, String invariant, Object what) {
        if (!holds) {
            throw new AssertionError(invariant + ": " + what);
        }
    }

    @Override
    public void heard(Connection from, Event event) {
        said.put(event, from);
    }

    @Override
    public void ordered(Connection to, int trial, int attempt) {
        require(
                ordered.put(new Attempt(trial, attempt), to) == null,
                "an attempt is ordered once",
                trial + ", attempt " + attempt);
    }

    @Override
    public void wrote(Recorded recorded) {
        Event event = recorded.event();
        require(
                recorded.sequence() == state.run().lastSequence() + 1,
                "event numbers have no gaps",
                recorded + " after " + state.run().lastSequence());
        require(recorded.atMillis() >= lastAt, "time does not go back in the log", recorded);
        require(!isOver, "an ended run accepts nothing", recorded);
        lastAt = recorded.atMillis();
        SearchRun before = state;
        state = state.next(recorded);
        switch (event) {
            case CandidateProposed e -> proposed(e);
            case TrialAssigned e -> assigned(e, before.run(), before);
            case TrialStarted e -> {
                Account account = result(e, e.trial(), e.attempt());
                if (account.hasBegun) {
                    break;
                }
                account.hasBegun = true;
                account.counted = new TreeMap<>(account.earlier.headMap(e.fromEpoch() + 1));
                account.earlier = new TreeMap<>();
            }
            case StepsExecuted e -> result(e, e.trial(), e.attempt());
            case WeightsInherited e -> result(e, e.trial(), e.attempt());
            case EpochFinished e -> result(e, e.trial(), e.attempt()).counted.put(e.epoch(), true);
            case TrialEnded e -> ended(e);
            case StopRequested _ -> isStopping = true;
            case RunEnded _ -> isOver = true;
            default -> {
                // Says nothing about a trial.
            }
        }
        foldsAgree(event);
        checked++;
        if (checked % THOROUGHLY_EVERY == 0 || isOver) {
            scoreIsTheSum();
        }
    }

    private void proposed(CandidateProposed e) {
        require(
                accounts.put(e.candidate(), new Account(e.reference())) == null,
                "a candidate has a number of its own",
                e);
    }

    private void assigned(TrialAssigned e, RunState before, SearchRun search) {
        Account account = accounts.get(e.trial());
        require(account != null, "what is assigned was proposed", e);
        if (account == null) {
            return;
        }
        require(e.attempt() == account.attempt + 1, "attempts of a trial grow one by one", e);
        require(!account.runs && !account.isSettled, "a trial is assigned only when nobody has it", e);
        require(!isStopping, "a stopping run begins nothing", e);
        RunState.Worker worker = before.workers().get(e.worker());
        require(
                worker != null && worker.presence() == Presence.PRESENT,
                "only who is there gets a trial",
                e + " " + worker);
        if (worker != null && worker.trials().size() == 1) {
            Trial first = search.search().trial(worker.trials().get(0)).orElseThrow();
            require(
                    first.status() == Trial.Status.TRAINING && first.epochs().size() >= first.plannedEpochs() - 1,
                    "a second trial is given when the first is nearly done",
                    e + " " + first);
        }
        account.attempt = e.attempt();
        account.runs = true;
        account.hasBegun = false;
        account.earlier.putAll(account.counted);
        account.counted = new TreeMap<>();
        account.last = null;
    }

    private Account result(SearchEvent event, int trial, int attempt) {
        Account account = accounts.get(trial);
        require(
                account != null && account.runs && account.attempt == attempt,
                "no result of a replaced attempt is accepted",
                event);
        require(
                said.containsKey(event) && said.get(event) == ordered.get(new Attempt(trial, attempt)),
                "a result is of the process that was told to train",
                event);
        if (account == null) {
            throw new AssertionError(event);
        }
        return account;
    }

    private void ended(TrialEnded e) {
        Account account = accounts.get(e.trial());
        require(account != null && account.attempt == e.attempt(), "only the latest attempt ends", e);
        if (account == null) {
            return;
        }
        require(!account.isSettled, "each trial is counted once", e);
        boolean isGivenUp = !account.runs;
        switch (e.outcome()) {
            case FINISHED, STOPPED -> {
                require(account.runs, "what ended cannot end", e);
                require(
                        said.get(e) == ordered.get(new Attempt(e.trial(), e.attempt())),
                        "an end is of the process that was told to train",
                        e);
                account.isSettled = true;
            }
            case FAILED -> {
                require(isGivenUp && account.losses >= LOSSES_TO_FAIL, "nothing fails by delay alone", e);
                account.isSettled = true;
                account.counted = new TreeMap<>();
            }
            case LOST, CUT_OFF -> {
                require(account.runs, "what ended cannot be lost", e);
                account.losses += e.outcome() == Outcome.LOST ? 1 : 0;
            }
        }
        account.runs = false;
        account.last = e.outcome();
    }

    private void foldsAgree(Event event) {
        int trial = switch (event) {
            case TrialAssigned e -> e.trial();
            case TrialEnded e -> e.trial();
            case TrialStarted e -> e.trial();
            case EpochFinished e -> e.trial();
            default -> 0;
        };
        Account account = accounts.get(trial);
        if (account == null) {
            return;
        }
        Trial folded = state.search().trial(trial).orElseThrow();
        Placement placement = state.run().placement(trial).orElseThrow();
        boolean runs = folded.status() == Trial.Status.STARTING || folded.status() == Trial.Status.TRAINING;
        require(placement.isRunning() == account.runs && runs == account.runs, "the folds agree on what runs", event);
        require(
                folded.status() == Trial.Status.LOST || folded.epochs().size() == account.epochsThatCount(),
                "every epoch counts once, and none of a lost attempt",
                event + " " + folded.epochs() + " " + account.counted.keySet());
        for (RunState.Worker worker : state.run().workers().values()) {
            require(worker.trials().size() <= MOST_HELD, "no worker holds more than two trials", worker);
            require(
                    worker.presence() == Presence.PRESENT || worker.trials().isEmpty(),
                    "who is not there holds nothing",
                    worker);
        }
    }

    private void scoreIsTheSum() {
        double sum = 0;
        for (Account account : accounts.values()) {
            double epoch = account.reference.of(
                    plan.scoring().trainImages(), 0, plan.scoring().testImages());
            sum += account.epochsThatCount() * epoch;
        }
        double score = Score.of(plan).last(state.search()).operations();
        require(Math.abs(score - sum) <= 1e-9 * sum, "the score is the sum over counted epochs", score + " " + sum);
        long finished = accounts.values().stream()
                .filter(account -> account.last == Outcome.FINISHED)
                .count();
        require(
                state.run().count(Outcome.FINISHED) == finished
                        && state.search().finished().size() == finished,
                "each trial is counted once",
                finished);
    }

    @Override
    public void stepped(SearchRun kept) {
        require(
                kept.run().lastSequence() == state.run().lastSequence(),
                "the master's state is that of its log",
                kept.run().lastSequence() + " " + state.run().lastSequence());
        if (isOver) {
            require(kept.run().equals(state.run()), "the master's state is the fold of its log", kept.run());
            require(kept.search().trials().equals(state.search().trials()), "likewise its trials", "");
        }
    }
}
