package org.aiperf.agent;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.keeping.Patience;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerLeft;
import org.aiperf.runs.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker: one thread trains on the accelerators, one searches on the CPU, one reads the master's orders. When the
 * master is gone the worker stops too: the run is the master's. When the worker is asked to terminate, because its job
 * comes to its time limit or makes room for another, it goes on to the end of the epoch if there is time for that, keeps
 * its state for whoever trains on, and leaves.
 *
 * <p>The accelerators never wait for what a CPU can do: while one trial trains, a thread builds the network of the next,
 * and another writes the weights of the one before.
 */
final class WorkerProgram {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProgram.class);
    /** What a job that makes room for another has at least before it is killed, less what leaving takes. */
    private static final Duration SHORT_NOTICE = Duration.ofSeconds(15);

    /** A longer time to the limit means that it is not the limit which the worker is asked to leave for. */
    private static final Duration LONGEST_NOTICE = Duration.ofMinutes(5);

    private static final Duration TO_LEAVE = Duration.ofSeconds(10);

    /** How it came to its end. */
    enum Ending {
        /** The master said so, or whoever runs the node. */
        TOLD,
        /** There is no master, or not one to be reached. */
        NO_MASTER
    }

    private final String name;
    private final Lines lines;
    private final Wire wire = new Wire();
    private final BlockingQueue<Order.Train> trials = new LinkedBlockingQueue<>();
    private final BlockingQueue<Prepared.Ready> ready = new LinkedBlockingQueue<>();
    private final BlockingQueue<Trained> trained = new LinkedBlockingQueue<>();
    private final BlockingQueue<Order.Seek> searches = new LinkedBlockingQueue<>();
    private final AtomicInteger unbegun = new AtomicInteger();
    private final CountDownLatch leaving = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);
    private final long untilMillis;
    private volatile boolean evicted;
    private volatile boolean isTraining;
    private volatile Ending ending = Ending.NO_MASTER;

    private WorkerProgram(String name, Lines lines, long untilMillis) {
        this.name = name;
        this.lines = lines;
        this.untilMillis = untilMillis;
    }

    /** @param untilMillis when its job ends, in milliseconds since 1970; 0 where nobody knows */
    static Ending run(Path run, String name, int threads, Lease lease, long untilMillis)
            throws IOException, InterruptedException, InvalidInputException {
        RunFolder folder = new RunFolder(run);
        Problems problems = new Problems();
        SearchPlan plan = SearchPlan.read(folder.plan(), problems);
        problems.throwIfAny();
        Trainee trainee = Trainee.prepare(plan, folder, name, threads);
        Wire wire = new Wire();
        Optional<Socket> socket = connect(folder, wire);
        if (socket.isEmpty()) {
            return Ending.NO_MASTER;
        }
        try (Lines lines = new Lines(socket.get())) {
            String token = Files.readString(folder.token()).strip();
            lines.write(wire.write(new Hello(token, name, lease, List.of("CPU"), lease.with(facts(threads)))));
            return new WorkerProgram(name, lines, untilMillis).work(trainee, new Searcher(plan, folder, name));
        }
    }

    private static Optional<Socket> connect(RunFolder folder, Wire wire) throws IOException {
        try {
            MasterAddress master = wire.readAddress(Files.readString(folder.master()));
            return Optional.of(new Socket(master.host(), master.port()));
        } catch (NoSuchFileException | SocketException e) {
            LOG.warn("no master answers: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static Map<String, String> facts(int threads) {
        return Map.of(
                "java", Runtime.version().toString(),
                "os", System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                "cpus", Integer.toString(Runtime.getRuntime().availableProcessors()),
                "threads", Integer.toString(threads));
    }

    private Ending work(Trainee trainee, Searcher searcher) throws IOException, InterruptedException {
        Thread hook = new Thread(() -> evict(trainee));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            workUntilTold(trainee, searcher);
            return ending;
        } finally {
            left.countDown();
            unhook(hook);
        }
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process is going down, and the hook has been waiting for this", e);
        }
    }

    /** Runs when the process is asked to terminate, which it does when this returns. */
    private void evict(Trainee trainee) {
        Duration toLimit = Duration.ofMillis(untilMillis - System.currentTimeMillis());
        boolean isLimit = toLimit.isPositive() && toLimit.compareTo(LONGEST_NOTICE) < 0;
        Duration notice = isLimit ? toLimit.minus(SHORT_NOTICE) : SHORT_NOTICE;
        ending = Ending.TOLD;
        evicted = true;
        trainee.saveEveryEpoch();
        LOG.info(
                "asked to terminate; leaving within {} s", notice.plus(TO_LEAVE).toSeconds());
        try {
            if (isTraining) {
                boolean isKept = leaving.await(notice.toMillis(), TimeUnit.MILLISECONDS);
                LOG.info(isKept ? "the state is kept" : "the epoch takes too long to be waited for");
            }
            leaving.countDown();
            lines.stopReading();
            left.await(TO_LEAVE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | InterruptedException e) {
            LOG.warn("could not leave in order: {}", e.getMessage());
        }
    }

    private void workUntilTold(Trainee trainee, Searcher searcher) throws IOException, InterruptedException {
        trainee.sayWhatIsCorrupt(this::say);
        Thread preparing =
                Thread.ofPlatform().name("prepare").start(() -> until(trials, order -> take(trainee.prepare(order))));
        Thread training = Thread.ofPlatform()
                .name("training")
                .start(() -> until(ready, next -> {
                    isTraining = true;
                    unbegun.decrementAndGet();
                    trained.add(trainee.train(next, this::say, this::isLeaving));
                    isTraining = false;
                }));
        Thread finishing =
                Thread.ofPlatform().name("finish").start(() -> until(trained, done -> say(trainee.finish(done))));
        Thread searching = Thread.ofPlatform()
                .name("search")
                .priority(Thread.MIN_PRIORITY)
                .start(() -> until(searches, order -> {
                    awaitTraining();
                    say(searcher.seek(order.candidate()));
                }));
        Thread heart = Thread.ofVirtual().name("heartbeat").start(this::beat);
        readOrders();
        leaving.countDown();
        for (Thread thread : List.of(preparing, training, finishing)) {
            thread.join();
        }
        leave(trainee);
        searching.join();
        heart.join();
    }

    private void take(Prepared prepared) throws IOException {
        switch (prepared) {
            case Prepared.Ready next -> ready.add(next);
            case Prepared.Over over -> {
                unbegun.decrementAndGet();
                say(over.end());
            }
        }
    }

    /** A search does not take the processor from building a network that the accelerators wait for. */
    private void awaitTraining() throws InterruptedException {
        while (unbegun.get() > 0 && !isTraining) {
            if (leaving.await(2, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private boolean isLeaving() {
        return leaving.getCount() == 0;
    }

    private interface Task<T> {
        void run(T order) throws IOException, InterruptedException;
    }

    private <T> void until(BlockingQueue<T> queue, Task<T> task) {
        try {
            while (!isLeaving()) {
                T order = queue.poll(50, TimeUnit.MILLISECONDS);
                if (order != null) {
                    task.run(order);
                }
            }
        } catch (IOException e) {
            LOG.warn("the master cannot be told any more: {}", e.getMessage());
            giveUp();
        } catch (InterruptedException | RuntimeException | Error e) {
            LOG.error("this worker cannot go on", e);
            giveUp();
        }
    }

    /** Breaks off: what was begun here is lost, and the master gives it to another worker. */
    private void giveUp() {
        leaving.countDown();
        lines.close();
    }

    /** Says what became of every trial that was begun, and goodbye. */
    private void leave(Trainee trainee) {
        try {
            for (Trained done : drained(trained)) {
                say(trainee.finish(done));
            }
            for (Prepared.Ready next : drained(ready)) {
                next.close();
                say(next.stopped());
            }
            for (Order.Train order : drained(trials)) {
                say(Trainee.stopped(order));
            }
            say(new WorkerLeft(name));
        } catch (IOException e) {
            LOG.info("the master was gone already: {}", e.getMessage());
        } finally {
            lines.close();
        }
    }

    private static <T> List<T> drained(BlockingQueue<T> queue) {
        List<T> left = new ArrayList<>();
        queue.drainTo(left);
        return left;
    }

    private void beat() {
        try {
            while (!leaving.await(Patience.HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                lines.write("");
            }
        } catch (IOException e) {
            LOG.info("the master is gone: {}", e.getMessage());
            leaving.countDown();
        } catch (InterruptedException e) {
            leaving.countDown();
        }
    }

    private void readOrders() {
        try {
            for (String line = lines.read(); line != null; line = lines.read()) {
                switch (wire.readOrder(line)) {
                    case Order.Train order -> {
                        unbegun.incrementAndGet();
                        trials.add(order);
                    }
                    case Order.Seek order -> searches.add(order);
                    case Order.Finish order -> {
                        LOG.info("finishing: {}", order.reason());
                        ending = Ending.TOLD;
                        return;
                    }
                }
            }
            LOG.info("the master closed the connection");
        } catch (SocketTimeoutException e) {
            LOG.warn("the master says nothing");
        } catch (IOException e) {
            LOG.warn("the connection to the master broke: {}", e.getMessage());
        }
    }

    private void say(Event event) throws IOException {
        // Whatever stops here because this worker has to go is not over: another worker does it again.
        boolean isCutShort = evicted && event instanceof TrialEnded ended && ended.outcome() == Outcome.STOPPED;
        lines.write(wire.write(isCutShort ? cutOff((TrialEnded) event) : event));
        if (evicted && event instanceof SearchEvent.EpochFinished) {
            leaving.countDown();
        }
    }

    private TrialEnded cutOff(TrialEnded ended) {
        return new TrialEnded(ended.trial(), ended.attempt(), Outcome.CUT_OFF, name + ": its job was asked to end");
    }
}
