package org.aiperf.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.aiperf.benchmark.Cost;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.problems.Problems;
import org.aiperf.runs.Event;
import org.aiperf.runs.EventLog;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerLeft;
import org.aiperf.runs.RunFolder;
import org.aiperf.runs.Scheduler;

/**
 * How fast a master hands out work and writes down what comes of it: the real one, over its real sockets and with its
 * events on the disk, and workers that answer at once.
 */
public final class DispatchSpeed {
    private static final String TOKEN = "of no other run";
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private DispatchSpeed() {}

    /**
     * What came of it.
     *
     * @param results trials that were finished, written to the log and to the history
     * @param seconds from the first trial's start to the last one's end
     * @param overheadMillis median time of a worker from one trial's result to the next trial's order
     */
    public record Measured(int results, double seconds, double overheadMillis) {
        public double resultsPerSecond() {
            return results / seconds;
        }
    }

    /**
     * Measures.
     *
     * @param folder an empty one for the run, on the disk that is to be measured
     * @param workers that answer at once
     * @param trials of the run
     */
    public static Measured measure(Path folder, int workers, int trials) throws IOException, InterruptedException {
        RunFolder run = new RunFolder(folder);
        SearchPlan plan = SearchPlan.parse("plan.yaml", SearchPlan.DEMO, new Problems());
        BlockingQueue<Doorman.Arrival> arrivals = new LinkedBlockingQueue<>();
        Files.createDirectories(folder);
        try (Doorman doorman = new Doorman(InetAddress.getLoopbackAddress(), TOKEN, SILENCE, arrivals);
                EventLog log = EventLog.create(run.events(), SearchRun.codec())) {
            doorman.open();
            Scheduler scheduler = new Scheduler(new Scheduler.Limits(3_600_000, trials, 10_000, 60_000));
            Master master = new Master(run, log, scheduler, plan, arrivals, System::currentTimeMillis);
            List<FutureTask<double[]>> tasks = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                String name = "worker" + i;
                FutureTask<double[]> task = new FutureTask<>(() -> new Answering(doorman.port(), name).work());
                Thread.ofVirtual().start(task);
                tasks.add(task);
            }
            long start = System.nanoTime();
            master.keep(List.of(new RunStarted("dispatch", "dispatch", "name: dispatch\n", Map.of()), first()));
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Measured(finished(run), seconds, median(tasks));
        }
    }

    private static int finished(RunFolder run) throws IOException {
        return (int) EventLog.read(run.events(), SearchRun.codec()).stream()
                .filter(recorded -> recorded.event() instanceof TrialEnded ended && ended.outcome() == Outcome.FINISHED)
                .count();
    }

    private static double median(List<FutureTask<double[]>> tasks) throws IOException, InterruptedException {
        List<double[]> all = new ArrayList<>();
        for (FutureTask<double[]> task : tasks) {
            try {
                all.add(task.get());
            } catch (ExecutionException e) {
                throw new IOException("a worker broke off: " + e.getMessage(), e);
            }
        }
        double[] waits = all.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        return waits.length == 0 ? 0 : waits[waits.length / 2];
    }

    private static SearchEvent.CandidateProposed first() {
        return candidate(1, "master");
    }

    private static SearchEvent.CandidateProposed candidate(int number, String worker) {
        Cost cost = new Cost(100, 200, 100, 0);
        return new SearchEvent.CandidateProposed(
                number, 1, "deeper", "deeper 1", worker, "digest " + number, 10, 3, cost, cost, 0.1, null);
    }

    /** A worker for which everything takes no time. */
    private static final class Answering {
        private final Wire wire = new Wire();
        private final Lines lines;
        private final String name;
        private final List<Double> waits = new ArrayList<>();
        private long saidNanos;

        Answering(int port, String name) throws IOException {
            this.lines = new Lines(new Socket(InetAddress.getLoopbackAddress(), port));
            this.name = name;
        }

        /** Milliseconds from each result to the next order to train. */
        double[] work() throws IOException {
            try (lines) {
                Lease lease = Lease.since(name, 1);
                lines.write(wire.write(new Hello(TOKEN, name, lease, List.of("none"), Map.of())));
                for (String line = lines.read(); line != null; line = lines.read()) {
                    switch (wire.readOrder(line)) {
                        case Order.Seek seek -> say(candidate(seek.candidate(), name));
                        case Order.Train train -> train(train);
                        case Order.Finish _ -> {
                            say(new WorkerLeft(name));
                            return waits.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray();
                        }
                    }
                }
                throw new IOException("the master closed the connection");
            }
        }

        private void train(Order.Train order) throws IOException {
            if (saidNanos != 0) {
                waits.add((System.nanoTime() - saidNanos) / 1e6);
            }
            say(new SearchEvent.TrialStarted(order.trial(), order.attempt(), 1, 0, 64, 10, "float32"));
            say(new SearchEvent.EpochFinished(order.trial(), order.attempt(), 1, 0.5, 1, 1, 1, 64, 10, 1));
            say(new TrialEnded(order.trial(), order.attempt(), Outcome.FINISHED, ""));
            saidNanos = System.nanoTime();
        }

        private void say(Event event) throws IOException {
            lines.write(wire.write(event));
        }
    }
}
