package org.aiperf.benchmark.keeping;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.Trial;
import org.aiperf.benchmark.keeping.Surroundings.Refusal;
import org.aiperf.benchmark.plan.TrialSettings;
import org.aiperf.runs.Backlog;
import org.aiperf.runs.Command;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.LifecycleEvent.RunResumed;
import org.aiperf.runs.LifecycleEvent.StopRequested;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.aiperf.runs.LifecycleEvent.WorkerLeft;
import org.aiperf.runs.LifecycleEvent.WorkerLost;
import org.aiperf.runs.Recorded;
import org.aiperf.runs.RunState;
import org.aiperf.runs.RunState.Placement;
import org.aiperf.runs.Scheduler;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/**
 * Keeps a run: turns what workers say into events, folds them, asks the scheduler, and gives orders. An event is on the
 * disk before anybody acts on it. It follows from what it is told alone, so that a simulator plays the very same master.
 *
 * @param <C> what stands for a worker's connection
 */
public final class RunKeeper<C> {
    private final SearchPlan plan;
    private final Scheduler scheduler;
    private final Surroundings<C> surroundings;
    private final Map<String, C> guests = new TreeMap<>();
    private final Map<Integer, String> seekers = new HashMap<>();
    private final FruitlessSearches fruitless = new FruitlessSearches();
    private PSortedSet<String> seeking = TreePSet.empty();
    private int highestSought;
    private boolean finishOrdered;
    private SearchRun state = SearchRun.EMPTY;

    public RunKeeper(SearchPlan plan, Scheduler scheduler, Surroundings<C> surroundings) {
        this.plan = plan;
        this.scheduler = scheduler;
        this.surroundings = surroundings;
    }

    /** Starts the run with its first events. */
    public void start(List<Event> firstEvents) throws IOException {
        record(firstEvents);
    }

    /**
     * Goes on with a run that lost its master: what was running is lost and will be done again, and models whose event
     * was written but which were not kept are kept now.
     *
     * @param events the whole log so far
     */
    public void resume(List<Recorded> events) throws IOException {
        state = SearchRun.of(events);
        for (Trial trial : state.search().finished()) {
            surroundings.keep(trial);
        }
        List<Event> lost = new ArrayList<>();
        lost.add(new RunResumed("its master was started again"));
        for (Placement placement : state.run().trials().values()) {
            if (placement.isRunning()) {
                lost.add(new TrialEnded(
                        placement.trial(), placement.attempt(), Outcome.CUT_OFF, "the run had no master for a while"));
            }
        }
        for (RunState.Worker worker : state.run().present().values()) {
            lost.add(new WorkerLost(worker.name(), "the run had no master for a while"));
        }
        record(lost);
    }

    /** The run as its events tell it so far. */
    public SearchRun state() {
        return state;
    }

    public boolean isOver() {
        return state.run().isOver();
    }

    /**
     * Takes in what came, and does what follows from it and from the time.
     *
     * @param stopRequest why somebody wants the run to stop, or null if nobody does
     */
    public void step(List<Arrival<C>> arrivals, @Nullable String stopRequest) throws IOException {
        long now = surroundings.nowMillis();
        List<Event> events = new ArrayList<>();
        SearchRun draft = state;
        for (Arrival<C> arrival : arrivals) {
            for (Event event : eventsOf(arrival, draft)) {
                events.add(event);
                draft = after(draft, event, now);
            }
        }
        if (stopRequest != null && !draft.run().isStopping()) {
            StopRequested stop = new StopRequested(stopRequest);
            events.add(stop);
            draft = after(draft, stop, now);
        }
        if (events.stream().anyMatch(RunKeeper::isFinished)) {
            fruitless.forgive();
        }
        // What follows is written together with what it follows from: the disk is waited for once.
        List<Command> commands = scheduler.decide(draft.run(), backlog(draft, now), now);
        for (Command command : commands) {
            Event event = eventOf(command);
            if (event != null) {
                events.add(event);
                draft = after(draft, event, now);
            }
        }
        accept(events, draft, now);
        carryOut(commands);
    }

    /** Tells whoever is still connected that the run is over. */
    public void close() {
        orderAll("the run is over");
    }

    private static SearchRun after(SearchRun state, Event event, long now) {
        return state.next(new Recorded(state.run().lastSequence() + 1, now, event));
    }

    private void record(List<? extends Event> events) throws IOException {
        long now = surroundings.nowMillis();
        SearchRun draft = state;
        for (Event event : events) {
            draft = after(draft, event, now);
        }
        accept(List.copyOf(events), draft, now);
    }

    /** @param draft the state after these events */
    private void accept(List<Event> events, SearchRun draft, long now) throws IOException {
        if (events.isEmpty()) {
            return;
        }
        surroundings.write(events, now);
        state = draft;
        for (Event event : events) {
            if (isFinished(event)) {
                surroundings.keep(
                        state.search().trial(((TrialEnded) event).trial()).orElseThrow());
            }
        }
    }

    private static boolean isFinished(Event event) {
        return event instanceof TrialEnded ended && ended.outcome() == Outcome.FINISHED;
    }

    private List<Event> eventsOf(Arrival<C> arrival, SearchRun known) {
        return switch (arrival) {
            case Arrival.Came<C> came -> welcome(came, known);
            case Arrival.Said<C> said -> isCurrent(said) ? heard(said, known) : stale(said.worker(), said.event());
            case Arrival.Gone<C> gone -> farewell(gone, known);
        };
    }

    /** A worker that came back on a new connection says nothing more on the old one. */
    private boolean isCurrent(Arrival.Said<C> said) {
        return said.connection().equals(guests.get(said.worker()));
    }

    private List<Event> welcome(Arrival.Came<C> came, SearchRun known) {
        List<Event> events = new ArrayList<>();
        String worker = came.worker();
        if (guests.put(worker, came.connection()) != null) {
            events.addAll(lost(worker, Outcome.LOST, "it came back on another connection", known));
        }
        events.add(new WorkerJoined(worker, came.accelerators(), came.facts()));
        return events;
    }

    private List<Event> heard(Arrival.Said<C> said, SearchRun known) {
        String worker = said.worker();
        return switch (said.event()) {
            case SearchEvent.CandidateProposed e
            when worker.equals(seekers.get(e.candidate())) -> {
                found(e.candidate());
                yield List.of(unlessKnown(e, known));
            }
            case SearchEvent.SearchFailed e
            when worker.equals(seekers.get(e.candidate())) -> {
                found(e.candidate());
                fruitless.add(worker, surroundings.nowMillis());
                yield List.of(e);
            }
            case SearchEvent.TrialStarted e -> ifCurrent(e, e.trial(), e.attempt(), worker, known);
            case SearchEvent.TrainingTuned e -> ifCurrent(e, e.trial(), e.attempt(), worker, known);
            case SearchEvent.WeightsFilled e -> ifCurrent(e, e.trial(), e.attempt(), worker, known);
            case SearchEvent.RecordsSkipped e when e.worker().equals(worker) -> List.of(e);
            case SearchEvent.WeightsInherited e -> ifCurrent(e, e.trial(), e.attempt(), worker, known);
            case SearchEvent.StepsExecuted e -> ifCurrent(e, e.trial(), e.attempt(), worker, known);
            case SearchEvent.EpochFinished e -> ifCurrent(e, e.trial(), e.attempt(), worker, known);
            case TrialEnded e -> ifCurrent(e, e.trial(), e.attempt(), worker, known);
            case WorkerLeft e
            when e.worker().equals(worker) -> {
                List<Event> events = lostTrials(worker, Outcome.LOST, "it left", known);
                events.add(e);
                yield events;
            }
            default -> {
                surroundings.refused(worker, said.event(), Refusal.NOT_ITS_TO_SAY);
                yield List.of();
            }
        };
    }

    /** Two workers that search at the same time may find the same network; it is trained once. */
    private static Event unlessKnown(SearchEvent.CandidateProposed proposed, SearchRun known) {
        return known.search()
                .holder(proposed.digest())
                .<Event>map(holder -> new SearchEvent.SearchFailed(
                        proposed.candidate(), proposed.worker(), "it is the same network as candidate " + holder))
                .orElse(proposed);
    }

    private List<Event> ifCurrent(Event event, int trial, int attempt, String worker, SearchRun known) {
        boolean counts = known.run().isCurrent(trial, attempt)
                && known.run()
                        .placement(trial)
                        .filter(p -> p.worker().equals(worker))
                        .isPresent();
        return counts ? List.of(event) : stale(worker, event);
    }

    private List<Event> stale(String worker, Event event) {
        surroundings.refused(worker, event, Refusal.STALE);
        return List.of();
    }

    private List<Event> farewell(Arrival.Gone<C> gone, SearchRun known) {
        String worker = gone.worker();
        if (!guests.remove(worker, gone.connection())) {
            return List.of();
        }
        RunState.Worker before = known.run().workers().get(worker);
        boolean saidGoodbye = before == null || before.presence() != RunState.Presence.PRESENT;
        Outcome outcome = gone.isSilent() ? Outcome.CUT_OFF : Outcome.LOST;
        return saidGoodbye ? List.of() : lost(worker, outcome, gone.reason(), known);
    }

    private List<Event> lost(String worker, Outcome outcome, String reason, SearchRun known) {
        List<Event> events = lostTrials(worker, outcome, reason, known);
        events.add(new WorkerLost(worker, reason));
        return events;
    }

    private List<Event> lostTrials(String worker, Outcome outcome, String reason, SearchRun known) {
        List<Event> events = new ArrayList<>();
        RunState.Worker before = known.run().workers().get(worker);
        if (before != null) {
            for (int trial : before.trials()) {
                int attempt = known.run().placement(trial).orElseThrow().attempt();
                events.add(new TrialEnded(trial, attempt, outcome, worker + ": " + reason));
            }
        }
        if (seeking.contains(worker)) {
            seekers.values().removeIf(worker::equals);
            seeking = seeking.minus(worker);
        }
        return events;
    }

    private void found(int candidate) {
        String worker = seekers.remove(candidate);
        seeking = worker == null ? seeking : seeking.minus(worker);
    }

    private Backlog backlog(SearchRun known, long now) {
        int next = Math.max(known.search().nextCandidate(), highestSought + 1);
        return new Backlog(
                known.search().waiting(),
                seeking,
                fruitless.resting(now),
                next,
                known.search().nearlyDone(),
                goal(known.search().bestAccuracy()));
    }

    /** Why the run has what it was made for; null while it has not. */
    private @Nullable String goal(double bestAccuracy) {
        return plan.targetAccuracy() > 0 && bestAccuracy >= plan.targetAccuracy()
                ? String.format(Locale.ROOT, "a model reached an accuracy of %.4f", bestAccuracy)
                : null;
    }

    /** What is written of a command; null if it is only an order. */
    private static @Nullable Event eventOf(Command command) {
        return switch (command) {
            case Command.Assign c -> new TrialAssigned(c.trial(), c.attempt(), c.worker());
            case Command.Seek _ -> null;
            case Command.Abandon c -> new TrialEnded(c.trial(), c.attempt(), Outcome.FAILED, c.reason());
            case Command.Stop c -> new StopRequested(c.reason());
            case Command.End c -> new RunEnded(c.reason());
        };
    }

    private void carryOut(List<Command> commands) {
        for (Command command : commands) {
            switch (command) {
                case Command.Assign c -> {
                    C guest = guests.get(c.worker());
                    if (guest != null) {
                        surroundings.train(guest, c.trial(), c.attempt(), round(c.trial()));
                    }
                }
                case Command.Seek c -> {
                    highestSought = Math.max(highestSought, c.candidate());
                    seekers.put(c.candidate(), c.worker());
                    seeking = seeking.plus(c.worker());
                    C guest = guests.get(c.worker());
                    if (guest != null) {
                        surroundings.seek(guest, c.candidate());
                    }
                }
                case Command.Abandon _, Command.Stop _, Command.End _ -> {
                    // Written down, which is all.
                }
            }
        }
        if (state.run().isStopping() && !finishOrdered) {
            finishOrdered = true;
            orderAll(String.valueOf(state.run().stopReason()));
        }
    }

    private int round(int trial) {
        return TrialSettings.roundOf(trial, Math.max(1, state.run().present().size()));
    }

    private void orderAll(String reason) {
        guests.values().forEach(guest -> surroundings.finish(guest, reason));
    }
}
