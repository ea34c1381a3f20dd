package org.aiperf.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.benchmark.Buffer;
import org.aiperf.benchmark.Candidate;
import org.aiperf.benchmark.Cost;
import org.aiperf.benchmark.Proposals;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.Strategies;
import org.aiperf.benchmark.Trial;
import org.aiperf.benchmark.keeping.Arrival;
import org.aiperf.benchmark.keeping.Patience;
import org.aiperf.benchmark.keeping.RunKeeper;
import org.aiperf.benchmark.keeping.Surroundings;
import org.aiperf.runs.CorruptLogException;
import org.aiperf.runs.Event;
import org.aiperf.runs.EventCodec;
import org.aiperf.runs.EventLog;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.Recorded;
import org.aiperf.runs.RunFolder;
import org.aiperf.runs.Scheduler;
import org.aiperf.search.HistoryEntry;
import org.aiperf.search.Proposal;
import org.aiperf.search.RandomGrowth;
import org.aiperf.search.SearchSpace;
import org.aiperf.search.SearchStrategy;

/** Measures on this machine what a master does and what a search costs, in a few seconds. */
public final class CostMeasurement {
    private static final int WRITES = 60;
    private static final int EVENTS = 4_000;
    private static final int WORKERS = 64;
    private static final int FEW_RESULTS = 10;
    private static final int MANY_RESULTS = 80;
    private static final int PROPOSALS = 5;
    private static final int FILES = 20;

    private final SimulatedPlan plan;
    private final Path folder;
    private final EventCodec codec = SearchRun.codec();

    private CostMeasurement(SimulatedPlan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
    }

    /**
     * Costs with a master and a search as they are here.
     *
     * @param costs for everything else
     * @param folder an empty one on the disk that a run would write to
     */
    public static Costs on(Costs costs, SimulatedPlan plan, Path folder) throws IOException {
        CostMeasurement measurement = new CostMeasurement(plan, folder);
        return costs.withMaster(measurement.master(), measurement.search());
    }

    private interface Work {
        void run() throws IOException;
    }

    private static double seconds(Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Event epoch(int trial) {
        return new SearchEvent.EpochFinished(trial, 1, 1, 0.5, 1.25, 1.5, 63, 4_000, 1_000, 2.5);
    }

    private Costs.Master master() throws IOException {
        double write;
        try (EventLog log = EventLog.create(folder.resolve("events.ndjson"), codec)) {
            double[] each = new double[WRITES];
            for (int i = 0; i < WRITES; i++) {
                int trial = i;
                each[i] = seconds(() -> log.append(List.of(epoch(trial)), trial));
            }
            write = median(each);
        }
        double message = 0;
        double event = 0;
        // The first round is for the compiler.
        for (int round = 0; round < 3; round++) {
            List<String> lines = new ArrayList<>();
            event = seconds(() -> {
                        for (int i = 0; i < EVENTS; i++) {
                            lines.add(codec.encode(new Recorded(i, i, epoch(i % WORKERS))));
                        }
                    })
                    / EVENTS;
            message = seconds(() -> decoded(lines)) / EVENTS;
        }
        double dispatch = dispatch();
        return new Costs.Master(message, event, write, dispatch);
    }

    private void decoded(List<String> lines) {
        try {
            codec.decodeAll(lines);
        } catch (CorruptLogException e) {
            throw new IllegalStateException("an event that was written cannot be read", e);
        }
    }

    /** The keeper's work for an order that follows from a trial's end, and a line into a pipe. */
    private double dispatch() throws IOException {
        Drill drill = new Drill(plan);
        drill.joinAll();
        double step = 0;
        for (int round = 0; round < 3; round++) {
            int orders = drill.orders;
            step = seconds(drill::finishAll) / (drill.orders - orders);
        }
        Pipe pipe = Pipe.open();
        try (Pipe.SinkChannel in = pipe.sink();
                Pipe.SourceChannel out = pipe.source()) {
            byte[] line =
                    "{\"type\":\"Train\",\"trial\":1,\"attempt\":1,\"round\":1}\n".getBytes(StandardCharsets.UTF_8);
            ByteBuffer read = ByteBuffer.allocate(line.length);
            double pass = seconds(() -> {
                        for (int i = 0; i < EVENTS; i++) {
                            in.write(ByteBuffer.wrap(line));
                            out.read(read.clear());
                        }
                    })
                    / EVENTS;
            return step + pass;
        }
    }

    /** A master whose workers finish each trial at once. */
    private static final class Drill implements Surroundings<String> {
        private final RunKeeper<String> keeper;
        private final List<Arrival<String>> next = new ArrayList<>();
        private final long start = System.nanoTime();
        private int orders;

        Drill(SimulatedPlan plan) throws IOException {
            Scheduler scheduler = new Scheduler(Patience.limits(plan.plan(), Duration.ofDays(1)));
            keeper = new RunKeeper<>(plan.plan(), scheduler, this);
            keeper.start(List.of(new RunStarted("drill", "drill", plan.text(), Map.of())));
        }

        void joinAll() throws IOException {
            for (int i = 0; i < WORKERS; i++) {
                keeper.step(List.of(new Arrival.Came<>("w" + i, "w" + i, List.of(), Map.of())), null);
            }
        }

        void finishAll() throws IOException {
            for (int i = 0; i < EVENTS / 8 && !next.isEmpty(); i++) {
                List<Arrival<String>> batch = List.of(next.removeFirst());
                keeper.step(batch, null);
            }
        }

        @Override
        public long nowMillis() {
            return (System.nanoTime() - start) / 1_000_000;
        }

        @Override
        public void write(List<Event> events, long atMillis) {}

        @Override
        public void keep(Trial finished) {}

        @Override
        public void train(String worker, int trial, int attempt, int round) {
            orders++;
            next.add(new Arrival.Said<>(worker, worker, new TrialEnded(trial, attempt, Outcome.FINISHED, "")));
        }

        @Override
        public void seek(String worker, int candidate) {
            orders++;
            Cost cost = new Cost(1, 2, 1, 1);
            next.add(new Arrival.Said<>(
                    worker,
                    worker,
                    new SearchEvent.CandidateProposed(
                            candidate, 0, "deeper", "", worker, "d" + candidate, 1, 1, cost, cost, 0, null)));
        }

        @Override
        public void finish(String worker, String reason) {}

        @Override
        public void refused(String worker, Event event, Refusal why) {
            throw new IllegalStateException("the drill went wrong: " + event);
        }
    }

    private Costs.Search search() throws IOException {
        SearchSpace space =
                new SearchSpace(plan.plan().search().morphisms(), plan.plan().search()::affords);
        List<HistoryEntry> history = history(space);
        Buffer buffer = new Buffer(new RunFolder(folder));
        SearchStrategy strategy = Strategies.of(plan.plan().search(), space);
        double few = proposal(strategy, history.subList(0, Math.min(FEW_RESULTS, history.size())), buffer, 1);
        double many = proposal(strategy, history, buffer, 1 + PROPOSALS);
        double perResult = history.size() > FEW_RESULTS ? (many - few) / (history.size() - FEW_RESULTS) : 0;
        double news = seconds(() -> {
                    for (int i = 0; i < FILES; i++) {
                        buffer.find(1 + i % PROPOSALS);
                    }
                })
                / FILES;
        return new Costs.Search(few, Math.max(0, perResult), news);
    }

    /** The median of a few proposals, with what is said of each and its file; the first one is for the compiler. */
    private double proposal(SearchStrategy strategy, List<HistoryEntry> history, Buffer buffer, int number)
            throws IOException {
        double[] each = new double[PROPOSALS];
        for (int i = -1; i < PROPOSALS; i++) {
            int candidate = number + Math.max(0, i);
            each[Math.max(0, i)] = seconds(() -> {
                Optional<Proposal> found = strategy.propose(history, List.of(), new SplittableRandom(candidate));
                if (found.isPresent()) {
                    Proposal proposal = found.get();
                    Candidate made =
                            new Candidate(candidate, proposal.parent(), proposal.morphisms(), proposal.child());
                    Proposals.event(made, "w", 0, null);
                    buffer.put(made);
                }
            });
        }
        return median(each);
    }

    private List<HistoryEntry> history(SearchSpace space) {
        RandomGrowth growth = new RandomGrowth(space);
        SplittableRandom random = new SplittableRandom(plan.plan().seed());
        List<HistoryEntry> history = new ArrayList<>();
        history.add(new HistoryEntry(1, plan.initial(), 0.5));
        for (int i = 0; i < 2 * MANY_RESULTS && history.size() < MANY_RESULTS; i++) {
            Optional<Architecture> child =
                    growth.propose(history, List.of(), random).map(Proposal::child);
            if (child.isPresent()) {
                history.add(new HistoryEntry(history.size() + 1, child.get(), random.nextDouble()));
            }
        }
        return history;
    }
}
