package org.aiperf.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.aiperf.benchmark.keeping.Patience;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;
import org.aiperf.runs.CorruptLogException;
import org.aiperf.runs.Event;
import org.aiperf.runs.EventLog;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.aiperf.runs.Recorded;
import org.aiperf.runs.RunFolder;
import org.aiperf.runs.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The master of a run: checks the plan, opens the log and the door, and keeps the run to its end. */
final class MasterProgram {
    private static final Logger LOG = LoggerFactory.getLogger(MasterProgram.class);
    private static final long LONGEST_QUEUE_MILLIS = Duration.ofDays(30).toMillis();
    private static final long POLL_MILLIS = 20;

    private MasterProgram() {}

    /** Starts a run in a folder that holds nothing but its plan. */
    static void start(Path run, String bind) throws IOException, InterruptedException, InvalidInputException {
        RunFolder folder = new RunFolder(run);
        Beginning beginning = Beginning.of(folder);
        String token = newToken(folder);
        try (EventLog log = EventLog.create(folder.events(), SearchRun.codec())) {
            begin(folder, beginning, bind, token, log);
        }
    }

    /** A plan that can be run, and where its search starts. */
    private record Beginning(SearchPlan plan, Architecture initial) {
        static Beginning of(RunFolder folder) throws InvalidInputException {
            Problems problems = new Problems();
            SearchPlan plan = SearchPlan.read(folder.plan(), problems);
            Optional<Task> task = Task.of(plan.data(), problems);
            Optional<Architecture> initial =
                    task.flatMap(checked -> checked.architecture(plan.search().initial(), problems));
            problems.throwIfAny();
            return new Beginning(plan, initial.orElseThrow());
        }
    }

    private static void begin(RunFolder folder, Beginning beginning, String bind, String token, EventLog log)
            throws IOException, InterruptedException, InvalidInputException {
        SearchPlan plan = beginning.plan();
        Place place = Place.of(folder, plan, bind);
        // They take longer to come than the master to open its door.
        place.workers().open();
        try {
            begin(folder, beginning, place, token, log);
        } catch (IOException | InterruptedException | RuntimeException e) {
            boolean isKnown = Files.exists(folder.master());
            if (!isKnown) {
                place.workers().close();
            }
            throw e;
        }
    }

    private static void begin(RunFolder folder, Beginning beginning, Place place, String token, EventLog log)
            throws IOException, InterruptedException {
        SearchPlan plan = beginning.plan();
        Candidate first = new Candidate(1, SearchEvent.NO_PARENT, List.of(), beginning.initial());
        new Buffer(folder).put(first);
        String runId = String.valueOf(folder.root().getFileName());
        List<Event> firstEvents = new ArrayList<>();
        firstEvents.add(new RunStarted(runId, plan.name(), Files.readString(folder.plan()), versions()));
        predicted(folder).ifPresent(firstEvents::add);
        firstEvents.add(Proposals.event(first, "master", 0, null));
        keep(folder, plan, place, token, log, List.of(), master -> master.keep(firstEvents));
    }

    /** Where the master is, and where its workers come from. */
    private record Place(InetAddress address, WorkerSource workers) {
        static Place of(RunFolder folder, SearchPlan plan, String bind) throws IOException, InvalidInputException {
            return new Place(addressOf(bind), WorkerSource.of(folder, plan));
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

    /** Goes on with a run whose master is gone. One that is over stays so, and one that had not begun begins. */
    static void resume(Path run, String bind) throws IOException, InterruptedException, InvalidInputException {
        RunFolder folder = new RunFolder(run);
        Beginning beginning = Beginning.of(folder);
        String token =
                Files.exists(folder.token()) ? Files.readString(folder.token()).strip() : newToken(folder);
        try (EventLog log = EventLog.open(folder.events(), SearchRun.codec())) {
            List<Recorded> events = EventLog.read(folder.events(), SearchRun.codec());
            if (events.isEmpty()) {
                begin(folder, beginning, bind, token, log);
            } else if (SearchRun.of(events).run().isOver()) {
                LOG.info("the run was over already");
                WorkerSource.of(folder, beginning.plan()).close();
            } else {
                Place place = Place.of(folder, beginning.plan(), bind);
                keep(folder, beginning.plan(), place, token, log, leases(events), master -> master.resume(events));
            }
        }
    }

    /** Of all workers that ever were in the run. */
    private static List<Lease> leases(List<Recorded> events) {
        return events.stream()
                .map(Recorded::event)
                .filter(WorkerJoined.class::isInstance)
                .flatMap(event -> Lease.in(((WorkerJoined) event).facts()).stream())
                .toList();
    }

    private interface Keeping {
        void by(Master master) throws IOException, InterruptedException;
    }

    private static void keep(
            RunFolder folder,
            SearchPlan plan,
            Place place,
            String token,
            EventLog log,
            List<Lease> known,
            Keeping keeping)
            throws IOException, InterruptedException {
        WorkerSource workers = place.workers();
        CountDownLatch over = new CountDownLatch(1);
        stopOnTermination(folder, over);
        BlockingQueue<Doorman.Arrival> arrivals = new LinkedBlockingQueue<>();
        try {
            try (Doorman doorman = new Doorman(place.address(), token, Patience.SILENCE, arrivals)) {
                known.forEach(doorman::remember);
                doorman.open();
                announce(folder, new MasterAddress(place.address().getHostAddress(), doorman.port()));
                workers.open();
                if (workers.mayQueue()) {
                    awaitFirst(folder, arrivals);
                }
                long lonelyMillis = workers.mayQueue() ? LONGEST_QUEUE_MILLIS : Patience.LONELY.toMillis();
                Scheduler.Limits limits = new Scheduler.Limits(
                        plan.seconds() * 1000L, plan.trials(), Patience.GRACE.toMillis(), lonelyMillis);
                keeping.by(new Master(folder, log, new Scheduler(limits), plan, arrivals, System::currentTimeMillis));
                LOG.info("the run is over");
            }
            workers.close();
        } finally {
            over.countDown();
        }
    }

    /** The time of a run counts from its first worker on, not from when it came into a queue. */
    private static void awaitFirst(RunFolder folder, BlockingQueue<Doorman.Arrival> arrivals)
            throws InterruptedException {
        LOG.info("waiting for the first worker");
        while (arrivals.isEmpty() && !Files.exists(folder.stopRequest())) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** The address of this node that the name stands for; one that other nodes can reach, if there is one. */
    private static InetAddress addressOf(String bind) throws IOException {
        List<InetAddress> ours = new ArrayList<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(bind)) {
                if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) != null) {
                    ours.add(address);
                }
            }
        } catch (UnknownHostException e) {
            LOG.debug("{} has no address", bind, e);
        }
        return ours.stream()
                .min(Comparator.comparing(InetAddress::isLoopbackAddress))
                .orElseThrow(() -> new IOException(bind + " is no address of this node, so no worker would reach the "
                        + "master there; give the master of the cluster file the 'address' by which the other nodes "
                        + "reach it"));
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
                boolean ended = over.await(2 * Patience.GRACE.toMillis(), TimeUnit.MILLISECONDS);
                LOG.info(ended ? "the run was ended in order" : "the run did not end in time");
            } catch (IOException | InterruptedException e) {
                LOG.warn("the run could not be ended in order: {}", e.getMessage());
            }
        }));
    }
}
