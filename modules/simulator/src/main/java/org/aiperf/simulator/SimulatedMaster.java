package org.aiperf.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.Trial;
import org.aiperf.benchmark.keeping.Arrival;
import org.aiperf.benchmark.keeping.Patience;
import org.aiperf.benchmark.keeping.RunKeeper;
import org.aiperf.benchmark.keeping.Surroundings;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.Recorded;
import org.aiperf.runs.Scheduler;
import org.aiperf.runs.SteadyClock;
import org.aiperf.simulator.Fate.Outage;
import org.jspecify.annotations.Nullable;

/**
 * The head node: the real {@link RunKeeper} with a door, a disk and a clock that are modelled. It does one thing after
 * the other, and everything takes its time. When it is killed, what was written by then stays.
 */
final class SimulatedMaster implements Surroundings<Connection> {
    /** The wall clock when a simulation begins; any would do. */
    private static final long WALL_AT_START = 1_700_000_000_000L;

    private static final long PURPOSE = 0x5eed_3a5L;
    private static final int MOST_ARRIVALS = 4097;

    private final VirtualTime time;
    private final Fate fate;
    private final Costs costs;
    private final Network network;
    private final SimulatedPlan plan;
    private final Scheduler scheduler;
    private final Witness witness;
    private final SplittableRandom random;
    private final Count count = new Count();
    private final Door door;
    private final List<Recorded> log = new ArrayList<>();
    private final List<Arrival<Connection>> inbox = new ArrayList<>();
    private final boolean keepsLog;
    private RunKeeper<Connection> keeper;
    private SteadyClock clock;
    private long sequence;
    private long cursor;
    private long nextWake = Long.MAX_VALUE;
    private @Nullable SharedFolder folder;

    /** What a simulation counts on the way. Times are in nanoseconds. */
    static final class Count {
        long firstDispatch = -1;
        long end = -1;
        long busy;
        long stale;
        long notTheirs;
        long lostAttempts;
        long lastEventAtMillis;
    }

    /** The master was killed while it did something. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Killed() {
            super("the master was killed", null, false, false);
        }
    }

    SimulatedMaster(
            VirtualTime time,
            Fate fate,
            Costs costs,
            Network network,
            SimulatedPlan plan,
            Scheduler scheduler,
            Witness witness,
            long seed) {
        this.time = time;
        this.fate = fate;
        this.costs = costs;
        this.network = network;
        this.plan = plan;
        this.scheduler = scheduler;
        this.witness = witness;
        this.random = new SplittableRandom(seed ^ PURPOSE);
        this.keepsLog = !fate.outages().isEmpty();
        this.door = new Door(time, fate, network, witness, this::arrived);
        this.clock = newClock();
        this.keeper = new RunKeeper<>(plan.plan(), scheduler, this);
    }

    private SteadyClock newClock() {
        long wall = WALL_AT_START + time.now() / 1_000_000 + fate.clockOffsetMillis(time.now());
        return new SteadyClock(wall, () -> cursor);
    }

    /** Starts the run. */
    void begin(SharedFolder shared, List<Event> firstEvents) {
        folder = shared;
        for (Outage outage : fate.outages()) {
            time.at(outage.from(), this::die);
            time.at(outage.to(), this::resume);
        }
        act(() -> keeper.start(firstEvents));
    }

    /** Where workers come in. */
    Door door() {
        return door;
    }

    boolean isOver() {
        return keeper.isOver();
    }

    SearchRun state() {
        return keeper.state();
    }

    Count count() {
        return count;
    }

    private interface Act {
        void run() throws IOException;
    }

    /** Does something now, as far as it gets before it is killed. */
    private void act(Act act) {
        cursor = time.now();
        try {
            act.run();
            count.busy += cursor - time.now() - fate.stoodStill(time.now(), cursor);
            witness.stepped(keeper.state());
            if (keeper.isOver()) {
                count.end = cursor;
                keeper.close();
            } else {
                wake(inbox.isEmpty() ? cursor + Patience.TICK.toNanos() : cursor);
            }
        } catch (Killed _) {
            cursor = Long.MAX_VALUE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void wake(long at) {
        if (at < nextWake) {
            nextWake = at;
            time.at(at, () -> {
                if (nextWake == at && door.isOpen() && !isOver()) {
                    step();
                }
            });
        }
    }

    private void step() {
        nextWake = Long.MAX_VALUE;
        long awake = fate.awake(time.now());
        if (awake > time.now()) {
            wake(awake);
            return;
        }
        List<Arrival<Connection>> some = inbox.subList(0, Math.min(inbox.size(), MOST_ARRIVALS));
        List<Arrival<Connection>> batch = List.copyOf(some);
        some.clear();
        act(() -> {
            for (Arrival<Connection> arrival : batch) {
                spend(costs.master().message() * worth(arrival));
            }
            keeper.step(batch, null);
        });
    }

    /** A report of an epoch stands for all that a real worker makes on the way. */
    private double worth(Arrival<Connection> arrival) {
        return arrival instanceof Arrival.Said<Connection> said && said.event() instanceof SearchEvent.StepsExecuted e
                ? Math.max(
                        1, (e.busySeconds() + e.waitSeconds()) / costs.workers().progress())
                : 1;
    }

    private void spend(double seconds) {
        long done = fate.done(cursor, VirtualTime.nanos(seconds));
        for (Outage outage : fate.outages()) {
            if (cursor < outage.from() && outage.from() <= done) {
                throw new Killed();
            }
        }
        cursor = done;
    }

    private void die() {
        inbox.clear();
        door.shut();
    }

    private void resume() {
        if (isOver()) {
            return;
        }
        door.open();
        nextWake = Long.MAX_VALUE;
        cursor = time.now();
        clock = newClock().notBefore(count.lastEventAtMillis);
        keeper = new RunKeeper<>(plan.plan(), scheduler, this);
        act(() -> {
            spend(costs.master().event() * log.size());
            keeper.resume(log);
        });
    }

    private void arrived(Arrival<Connection> arrival) {
        inbox.add(arrival);
        wake(Math.max(time.now(), cursor));
    }

    @Override
    public long nowMillis() {
        return clock.getAsLong();
    }

    @Override
    public void write(List<Event> events, long atMillis) {
        try {
            spend(costs.master().event() * events.size() + costs.master().write());
        } catch (Killed e) {
            // A write that was under way leaves some first part of itself on the disk.
            log(events.subList(0, random.nextInt(events.size() + 1)), atMillis);
            throw e;
        }
        log(events, atMillis);
    }

    private void log(List<Event> events, long atMillis) {
        for (Event event : events) {
            Recorded recorded = new Recorded(++sequence, atMillis, event);
            if (keepsLog) {
                log.add(recorded);
            }
            count.lastEventAtMillis = atMillis;
            witness.wrote(recorded);
            count.lostAttempts +=
                    event instanceof TrialEnded ended && ended.outcome().isLost() ? 1 : 0;
        }
    }

    @Override
    public void keep(Trial finished) {
        spend(costs.master().write());
        if (folder != null) {
            folder.keep(finished.id(), finished.accuracy());
        }
    }

    @Override
    public void train(Connection worker, int trial, int attempt, int round) {
        spend(costs.master().dispatch());
        count.firstDispatch = count.firstDispatch < 0 ? cursor : count.firstDispatch;
        witness.ordered(worker, trial, attempt);
        SimulatedWorker.Order order = new SimulatedWorker.Order(trial, attempt, round);
        network.down(worker, cursor, () -> worker.worker().train(order));
    }

    @Override
    public void seek(Connection worker, int candidate) {
        spend(costs.master().dispatch());
        network.down(worker, cursor, () -> worker.worker().seek(candidate));
    }

    @Override
    public void finish(Connection worker, String reason) {
        spend(costs.master().dispatch());
        network.down(worker, cursor, worker.worker()::finish);
    }

    @Override
    public void refused(String worker, Event event, Refusal why) {
        if (why == Refusal.STALE) {
            count.stale++;
        } else {
            count.notTheirs++;
        }
    }
}
