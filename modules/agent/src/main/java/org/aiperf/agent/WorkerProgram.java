package org.aiperf.agent;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.WorkerLeft;
import org.aiperf.runs.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker: one thread trains on the accelerators, one searches on the CPU, one reads the master's orders. When the
 * master is gone the worker stops too: the run is the master's.
 *
 * <p>The accelerators never wait for what a CPU can do: while one trial trains, a thread builds the network of the next,
 * and another writes the weights of the one before.
 */
final class WorkerProgram {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProgram.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final String name;
    private final Lines lines;
    private final Wire wire = new Wire();
    private final BlockingQueue<Order.Train> trials = new LinkedBlockingQueue<>();
    private final BlockingQueue<Prepared.Ready> ready = new LinkedBlockingQueue<>();
    private final BlockingQueue<Trained> trained = new LinkedBlockingQueue<>();
    private final BlockingQueue<Order.Seek> searches = new LinkedBlockingQueue<>();
    private final CountDownLatch leaving = new CountDownLatch(1);

    private WorkerProgram(String name, Lines lines) {
        this.name = name;
        this.lines = lines;
    }

    static void run(Path run, String name, int threads)
            throws IOException, InterruptedException, InvalidInputException {
        RunFolder folder = new RunFolder(run);
        Problems problems = new Problems();
        SearchPlan plan = SearchPlan.read(folder.plan(), problems);
        problems.throwIfAny();
        Trainee trainee = Trainee.prepare(plan, folder, name, threads);
        Wire wire = new Wire();
        MasterAddress master = wire.readAddress(Files.readString(folder.master()));
        try (Lines lines = new Lines(new Socket(master.host(), master.port()))) {
            String token = Files.readString(folder.token()).strip();
            lines.write(wire.write(new Hello(token, name, List.of("CPU"), facts(threads))));
            new WorkerProgram(name, lines).work(trainee, new Searcher(plan, folder, name));
        }
    }

    private static Map<String, String> facts(int threads) {
        return Map.of(
                "java", Runtime.version().toString(),
                "os", System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                "cpus", Integer.toString(Runtime.getRuntime().availableProcessors()),
                "threads", Integer.toString(threads));
    }

    private void work(Trainee trainee, Searcher searcher) throws IOException, InterruptedException {
        trainee.sayWhatIsCorrupt(this::say);
        Thread preparing =
                Thread.ofPlatform().name("prepare").start(() -> until(trials, order -> take(trainee.prepare(order))));
        Thread training = Thread.ofPlatform()
                .name("training")
                .start(() -> until(ready, next -> trained.add(trainee.train(next, this::say, this::isLeaving))));
        Thread finishing =
                Thread.ofPlatform().name("finish").start(() -> until(trained, done -> say(trainee.finish(done))));
        Thread searching = Thread.ofPlatform()
                .name("search")
                .priority(Thread.MIN_PRIORITY)
                .start(() -> until(searches, order -> say(searcher.seek(order.candidate()))));
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
            case Prepared.Over over -> say(over.end());
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
            while (!leaving.await(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) {
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
                    case Order.Train order -> trials.add(order);
                    case Order.Seek order -> searches.add(order);
                    case Order.Finish order -> {
                        LOG.info("finishing: {}", order.reason());
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
        lines.write(wire.write(event));
    }
}
