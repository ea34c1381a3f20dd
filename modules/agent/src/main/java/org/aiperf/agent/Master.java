package org.aiperf.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.aiperf.agent.Doorman.Arrival;
import org.aiperf.agent.Doorman.Guest;
import org.aiperf.benchmark.History;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.ToldAccuracy;
import org.aiperf.benchmark.Trial;
import org.aiperf.benchmark.plan.TrialSettings;
import org.aiperf.runs.Backlog;
import org.aiperf.runs.Command;
import org.aiperf.runs.Event;
import org.aiperf.runs.EventLog;
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
import org.aiperf.runs.RunFolder;
import org.aiperf.runs.RunState;
import org.aiperf.runs.RunState.Placement;
import org.aiperf.runs.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a run: one loop takes what workers say, writes the events, folds them, asks the scheduler, and sends orders. An
 * event is on the disk before anybody acts on it. Nothing here decides anything; {@link Scheduler} does.
 */
final class Master {
    private static final Logger LOG = LoggerFactory.getLogger(Master.class);
    private static final long TICK_MILLIS = 100;

    private final RunFolder folder;
    private final EventLog log;
    private final Scheduler scheduler;
    private final SearchPlan plan;
    private final BlockingQueue<Arrival> arrivals;
    private final LongSupplier clock;
    private final History history;
    private final Wire wire = new Wire();
    private final Map<String, Guest> guests = new HashMap<>();
    private final Map<Integer, String> seekers = new HashMap<>();
    private int highestSought;
    private boolean finishOrdered;
    private SearchRun state = SearchRun.EMPTY;

    /**
     * @param plan of the run
     * @param clock milliseconds since 1970
     */
    Master(
            RunFolder folder,
            EventLog log,
            Scheduler scheduler,
            SearchPlan plan,
            BlockingQueue<Arrival> arrivals,
            LongSupplier clock) {
        this.plan = plan;
        this.folder = folder;
        this.log = log;
        this.scheduler = scheduler;
        this.arrivals = arrivals;
        this.clock = clock;
        this.history = new History(folder);
    }

    /** Starts the run with its first events and keeps it until it is over. */
    void keep(List<Event> firstEvents) throws IOException, InterruptedException {
        record(firstEvents);
        keep();
    }

    /**
     * Goes on with a run that lost its master: what was running is lost and will be done again, and models whose event
     * was written but whose file was not get their file.
     *
     * @param events the whole log so far
     */
    void resume(List<Recorded> events) throws IOException, InterruptedException {
        state = SearchRun.of(events);
        for (Trial trial : state.search().finished()) {
            add(trial);
        }
        List<Event> lost = new ArrayList<>();
        lost.add(new RunResumed("its master was started again"));
        for (Placement placement : state.run().trials().values()) {
            if (placement.isRunning()) {
                lost.add(new TrialEnded(
                        placement.trial(), placement.attempt(), Outcome.LOST, "the run had no master for a while"));
            }
        }
        for (RunState.Worker worker : state.run().present()) {
            lost.add(new WorkerLost(worker.name(), "the run had no master for a while"));
        }
        record(lost);
        keep();
    }

    private void keep() throws IOException, InterruptedException {
        while (!state.run().isOver()) {
            List<Event> events = new ArrayList<>();
            SearchRun draft = state;
            for (Arrival arrival : nextArrivals()) {
                for (Event event : eventsOf(arrival, draft)) {
                    events.add(event);
                    draft = draft.next(new Recorded(draft.run().lastSequence() + 1, clock.getAsLong(), event));
                }
            }
            if (Files.exists(folder.stopRequest()) && !draft.run().isStopping()) {
                events.add(
                        new StopRequested(Files.readString(folder.stopRequest()).strip()));
            }
            record(events);
            carryOut(scheduler.decide(state.run(), backlog(), clock.getAsLong()));
        }
        orderAll(new Order.Finish("the run is over"));
    }

    private List<Arrival> nextArrivals() throws InterruptedException {
        List<Arrival> batch = new ArrayList<>();
        Arrival first = arrivals.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            arrivals.drainTo(batch, 4096);
        }
        return batch;
    }

    private void record(List<? extends Event> events) throws IOException {
        if (events.isEmpty()) {
            return;
        }
        for (Recorded recorded : log.append(events, clock.getAsLong())) {
            state = state.next(recorded);
            if (recorded.event() instanceof TrialEnded ended && ended.outcome() == Outcome.FINISHED) {
                add(state.search().trial(ended.trial()).orElseThrow());
            }
        }
    }

    private void add(Trial finished) throws IOException {
        history.add(finished, ToldAccuracy.of(finished, plan.training().prediction()));
    }

    private List<Event> eventsOf(Arrival arrival, SearchRun known) {
        return switch (arrival) {
            case Arrival.Came came -> welcome(came, known);
            case Arrival.Said said -> isCurrent(said.guest()) ? heard(said, known) : List.of();
            case Arrival.Gone gone -> farewell(gone, known);
        };
    }

    /** A worker that came back on a new connection says nothing more on the old one. */
    private boolean isCurrent(Guest guest) {
        Guest current = guests.get(guest.worker());
        return current != null && current.lines().equals(guest.lines());
    }

    private List<Event> welcome(Arrival.Came came, SearchRun known) {
        List<Event> events = new ArrayList<>();
        String worker = came.hello().worker();
        if (guests.put(worker, came.guest()) != null) {
            events.addAll(lost(worker, "it came back on another connection", known));
        }
        events.add(new WorkerJoined(
                worker, came.hello().accelerators(), came.hello().facts()));
        return events;
    }

    private List<Event> heard(Arrival.Said said, SearchRun known) {
        String worker = said.guest().worker();
        return switch (said.event()) {
            case SearchEvent.CandidateProposed e
            when worker.equals(seekers.get(e.candidate())) -> {
                seekers.remove(e.candidate());
                yield List.of(unlessKnown(e, known));
            }
            case SearchEvent.SearchFailed e
            when worker.equals(seekers.get(e.candidate())) -> {
                seekers.remove(e.candidate());
                LOG.info("{} found no candidate: {}", worker, e.reason());
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
                List<Event> events = lostTrials(worker, "it left", known);
                events.add(e);
                yield events;
            }
            default -> {
                LOG.warn("{} said something that is not its to say: {}", worker, said.event());
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

    private static List<Event> ifCurrent(Event event, int trial, int attempt, String worker, SearchRun known) {
        boolean counts = known.run().isCurrent(trial, attempt)
                && known.run()
                        .placement(trial)
                        .filter(p -> p.worker().equals(worker))
                        .isPresent();
        return counts ? List.of(event) : List.of();
    }

    private List<Event> farewell(Arrival.Gone gone, SearchRun known) {
        String worker = gone.guest().worker();
        if (!guests.remove(worker, gone.guest())) {
            return List.of();
        }
        RunState.Worker before = known.run().workers().get(worker);
        boolean saidGoodbye = before == null || before.presence() != RunState.Presence.PRESENT;
        return saidGoodbye ? List.of() : lost(worker, gone.reason(), known);
    }

    private List<Event> lost(String worker, String reason, SearchRun known) {
        List<Event> events = lostTrials(worker, reason, known);
        events.add(new WorkerLost(worker, reason));
        return events;
    }

    private List<Event> lostTrials(String worker, String reason, SearchRun known) {
        List<Event> events = new ArrayList<>();
        RunState.Worker before = known.run().workers().get(worker);
        if (before != null) {
            for (int trial : before.trials()) {
                int attempt = known.run().placement(trial).orElseThrow().attempt();
                events.add(new TrialEnded(trial, attempt, Outcome.LOST, worker + ": " + reason));
            }
        }
        seekers.values().removeIf(worker::equals);
        return events;
    }

    private Backlog backlog() {
        Map<String, Integer> seeking = new HashMap<>();
        seekers.values().forEach(worker -> seeking.merge(worker, 1, Integer::sum));
        int next = Math.max(state.search().nextCandidate(), highestSought + 1);
        return new Backlog(
                state.search().waiting(), seeking, next, state.search().nearlyDone(), goal());
    }

    /** Why the run has what it was made for; null while it has not. */
    private @Nullable String goal() {
        return plan.targetAccuracy() > 0 && state.search().bestAccuracy() >= plan.targetAccuracy()
                ? String.format(
                        Locale.ROOT,
                        "a model reached an accuracy of %.4f",
                        state.search().bestAccuracy())
                : null;
    }

    private void carryOut(List<Command> commands) throws IOException {
        for (Command command : commands) {
            switch (command) {
                case Command.Assign c -> {
                    record(List.of(new TrialAssigned(c.trial(), c.attempt(), c.worker())));
                    order(c.worker(), new Order.Train(c.trial(), c.attempt(), round(c.trial())));
                }
                case Command.Seek c -> {
                    highestSought = Math.max(highestSought, c.candidate());
                    seekers.put(c.candidate(), c.worker());
                    order(c.worker(), new Order.Seek(c.candidate()));
                }
                case Command.Abandon c ->
                    record(List.of(new TrialEnded(c.trial(), c.attempt(), Outcome.FAILED, c.reason())));
                case Command.Stop c -> record(List.of(new StopRequested(c.reason())));
                case Command.End c -> record(List.of(new RunEnded(c.reason())));
            }
        }
        if (state.run().isStopping() && !finishOrdered) {
            finishOrdered = true;
            orderAll(new Order.Finish(String.valueOf(state.run().stopReason())));
        }
    }

    private int round(int trial) {
        return TrialSettings.roundOf(trial, Math.max(1, state.run().present().size()));
    }

    private void orderAll(Order order) {
        guests.keySet().forEach(worker -> order(worker, order));
    }

    private void order(String worker, Order order) {
        Guest guest = guests.get(worker);
        if (guest == null) {
            return;
        }
        try {
            guest.lines().write(wire.write(order));
        } catch (IOException e) {
            // Its reader notices the broken connection too, and says so to the loop.
            LOG.warn("{} could not be told: {}", worker, e.getMessage());
        }
    }
}
