package org.aiperf.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.aiperf.architecture.Architecture;
import org.aiperf.benchmark.Buffer;
import org.aiperf.benchmark.Candidate;
import org.aiperf.benchmark.Proposals;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.Task;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;
import org.aiperf.runs.CorruptLogException;
import org.aiperf.runs.Event;
import org.aiperf.runs.EventLog;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.Recorded;
import org.aiperf.runs.RunFolder;
import org.aiperf.runs.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The master of a run: checks the plan, opens the log and the door, and keeps the run to its end. */
final class MasterProgram {
    private static final Logger LOG = LoggerFactory.getLogger(MasterProgram.class);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final long GRACE_MILLIS = 10_000;
    private static final long LONELY_MILLIS = 60_000;

    private MasterProgram() {}

    /** Starts a run in a folder that holds nothing but its plan. */
    static void start(Path run, String bind) throws IOException, InterruptedException, InvalidInputException {
        RunFolder folder = new RunFolder(run);
        Problems problems = new Problems();
        SearchPlan plan = SearchPlan.read(folder.plan(), problems);
        Optional<Task> task = Task.of(plan.data(), problems);
        Optional<Architecture> initial =
                task.flatMap(checked -> checked.architecture(plan.search().initial(), problems));
        problems.throwIfAny();

        String token = newToken(folder);
        try (EventLog log = EventLog.create(folder.events(), SearchRun.codec())) {
            Candidate first = new Candidate(1, SearchEvent.NO_PARENT, List.of(), initial.orElseThrow());
            new Buffer(folder).put(first);
            String runId = String.valueOf(run.getFileName());
            List<Event> firstEvents = new ArrayList<>();
            firstEvents.add(new RunStarted(runId, plan.name(), Files.readString(folder.plan()), versions()));
            predicted(folder).ifPresent(firstEvents::add);
            firstEvents.add(Proposals.event(first, "master", 0, null));
            keep(folder, plan, bind, token, log, master -> master.keep(firstEvents));
        }
    }

    /** What whoever started the run expects of it; a run needs no prediction, and none that cannot be read. */
    private static Optional<Event> predicted(RunFolder folder) throws IOException {
        Path file = folder.root().resolve(SearchRun.PREDICTION_FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Event event = SearchRun.codec().decode(Files.readString(file)).event();
            return Optional.of(event).filter(SearchEvent.RunPredicted.class::isInstance);
        } catch (CorruptLogException e) {
            LOG.warn("the prediction is left out: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Goes on with a run whose master is gone. One that is over stays so. */
    static void resume(Path run, String bind) throws IOException, InterruptedException, InvalidInputException {
        RunFolder folder = new RunFolder(run);
        Problems problems = new Problems();
        SearchPlan plan = SearchPlan.read(folder.plan(), problems);
        problems.throwIfAny();
        String token = Files.readString(folder.token()).strip();
        try (EventLog log = EventLog.open(folder.events(), SearchRun.codec())) {
            List<Recorded> events = EventLog.read(folder.events(), SearchRun.codec());
            if (SearchRun.of(events).run().isOver()) {
                LOG.info("the run was over already");
                return;
            }
            keep(folder, plan, bind, token, log, master -> master.resume(events));
        }
    }

    private interface Keeping {
        void by(Master master) throws IOException, InterruptedException;
    }

    private static void keep(
            RunFolder folder, SearchPlan plan, String bind, String token, EventLog log, Keeping keeping)
            throws IOException, InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        stopOnTermination(folder, over);
        BlockingQueue<Doorman.Arrival> arrivals = new LinkedBlockingQueue<>();
        try (Doorman doorman = new Doorman(InetAddress.getByName(bind), token, SILENCE, arrivals)) {
            doorman.open();
            announce(folder, new MasterAddress(bind, doorman.port()));
            Scheduler.Limits limits =
                    new Scheduler.Limits(plan.seconds() * 1000L, plan.trials(), GRACE_MILLIS, LONELY_MILLIS);
            keeping.by(new Master(folder, log, new Scheduler(limits), plan, arrivals, System::currentTimeMillis));
            LOG.info("the run is over");
        } finally {
            over.countDown();
        }
    }

    private static Map<String, String> versions() {
        return Map.of(
                "java",
                Runtime.version().toString(),
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    private static String newToken(RunFolder folder) throws IOException {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        Files.createFile(
                folder.token(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(folder.token(), token);
        return token;
    }

    private static void announce(RunFolder folder, MasterAddress address) throws IOException {
        Path part = folder.root().resolve("master.json.part");
        Files.writeString(part, new Wire().write(address));
        Files.move(part, folder.master(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void stopOnTermination(RunFolder folder, CountDownLatch over) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (over.getCount() == 0) {
                return;
            }
            try {
                Files.writeString(folder.stopRequest(), "the master was asked to terminate", StandardOpenOption.CREATE);
                boolean ended = over.await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
                LOG.info(ended ? "the run was ended in order" : "the run did not end in time");
            } catch (IOException | InterruptedException e) {
                LOG.warn("the run could not be ended in order: {}", e.getMessage());
            }
        }));
    }
}
