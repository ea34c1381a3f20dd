package org.aiperf.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.aiperf.agent.Doorman.Guest;
import org.aiperf.benchmark.History;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.ToldAccuracy;
import org.aiperf.benchmark.Trial;
import org.aiperf.benchmark.keeping.Arrival;
import org.aiperf.benchmark.keeping.Patience;
import org.aiperf.benchmark.keeping.RunKeeper;
import org.aiperf.benchmark.keeping.Surroundings;
import org.aiperf.runs.Event;
import org.aiperf.runs.EventLog;
import org.aiperf.runs.Recorded;
import org.aiperf.runs.RunFolder;
import org.aiperf.runs.Scheduler;
import org.aiperf.runs.SteadyClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The surroundings of a {@link RunKeeper} on a real cluster: one loop hands it what workers say, and the run's files. */
final class Master implements Surroundings<Guest> {
    private static final Logger LOG = LoggerFactory.getLogger(Master.class);
    private static final int MOST_ARRIVALS = 4096;

    private final RunFolder folder;
    private final EventLog log;
    private final SearchPlan plan;
    private final BlockingQueue<Doorman.Arrival> arrivals;
    private final History history;
    private final Wire wire = new Wire();
    private final RunKeeper<Guest> keeper;
    private SteadyClock clock;

    /**
     * @param plan of the run
     * @param wall milliseconds since 1970; looked at once, because it may be set while the run is kept
     */
    Master(
            RunFolder folder,
            EventLog log,
            Scheduler scheduler,
            SearchPlan plan,
            BlockingQueue<Doorman.Arrival> arrivals,
            LongSupplier wall) {
        this.plan = plan;
        this.folder = folder;
        this.log = log;
        this.arrivals = arrivals;
        this.clock = new SteadyClock(wall.getAsLong(), System::nanoTime);
        this.history = new History(folder);
        this.keeper = new RunKeeper<>(plan, scheduler, this);
    }

    /** Starts the run with its first events and keeps it until it is over. */
    void keep(List<Event> firstEvents) throws IOException, InterruptedException {
        keeper.start(firstEvents);
        keep();
    }

    /** Goes on with a run that lost its master, and keeps it until it is over. */
    void resume(List<Recorded> events) throws IOException, InterruptedException {
        clock = clock.notBefore(events.getLast().atMillis());
        keeper.resume(events);
        keep();
    }

    private void keep() throws IOException, InterruptedException {
        while (!keeper.isOver()) {
            List<Arrival<Guest>> batch = nextArrivals();
            keeper.step(batch, stopRequest());
        }
        keeper.close();
    }

    private @Nullable String stopRequest() throws IOException {
        return Files.exists(folder.stopRequest())
                ? Files.readString(folder.stopRequest()).strip()
                : null;
    }

    private List<Arrival<Guest>> nextArrivals() throws InterruptedException {
        List<Doorman.Arrival> batch = new ArrayList<>();
        Doorman.Arrival first = arrivals.poll(Patience.TICK.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            arrivals.drainTo(batch, MOST_ARRIVALS);
        }
        return batch.stream().map(Master::kept).toList();
    }

    private static Arrival<Guest> kept(Doorman.Arrival arrival) {
        Guest guest = arrival.guest();
        return switch (arrival) {
            case Doorman.Arrival.Came came ->
                new Arrival.Came<>(
                        guest.worker(),
                        guest,
                        came.hello().accelerators(),
                        came.hello().facts());
            case Doorman.Arrival.Said said -> new Arrival.Said<>(guest.worker(), guest, said.event());
            case Doorman.Arrival.Gone gone -> new Arrival.Gone<>(guest.worker(), guest, gone.reason(), gone.isSilent());
        };
    }

    @Override
    public long nowMillis() {
        return clock.getAsLong();
    }

    @Override
    public void write(List<Event> events, long atMillis) throws IOException {
        log.append(events, atMillis);
    }

    @Override
    public void keep(Trial finished) throws IOException {
        history.add(finished, ToldAccuracy.of(finished, plan.training().prediction()));
    }

    @Override
    public void train(Guest worker, int trial, int attempt, int round) {
        order(worker, new Order.Train(trial, attempt, round));
    }

    @Override
    public void seek(Guest worker, int candidate) {
        order(worker, new Order.Seek(candidate));
    }

    @Override
    public void finish(Guest worker, String reason) {
        order(worker, new Order.Finish(reason));
    }

    @Override
    public void refused(String worker, Event event, Refusal why) {
        if (why == Refusal.NOT_ITS_TO_SAY) {
            LOG.warn("{} said something that is not its to say: {}", worker, event);
        }
    }

    private void order(Guest guest, Order order) {
        try {
            guest.lines().write(wire.write(order));
        } catch (IOException e) {
            // Its reader notices the broken connection too, and says so to the loop.
            LOG.warn("{} could not be told: {}", guest.worker(), e.getMessage());
        }
    }
}
