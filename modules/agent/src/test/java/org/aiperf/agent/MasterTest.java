package org.aiperf.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.Trial;
import org.aiperf.problems.Problems;
import org.aiperf.runs.EventLog;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.LifecycleEvent.WorkerLeft;
import org.aiperf.runs.Recorded;
import org.aiperf.runs.RunFolder;
import org.aiperf.runs.RunState;
import org.aiperf.runs.Scheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The master over real sockets, with workers that the test plays. */
final class MasterTest {
    private static final SearchPlan PLAN = SearchPlan.parse("plan.yaml", SearchPlan.DEMO, new Problems());

    private static final String TOKEN = "secret";

    @TempDir
    private Path run;

    private RunFolder folder;
    private Doorman doorman;
    private EventLog log;
    private FutureTask<Void> keeping;

    @BeforeEach
    void startMaster() throws IOException {
        folder = new RunFolder(run);
        LinkedBlockingQueue<Doorman.Arrival> arrivals = new LinkedBlockingQueue<>();
        doorman = new Doorman(InetAddress.getLoopbackAddress(), TOKEN, Duration.ofSeconds(20), arrivals);
        doorman.open();
        log = EventLog.create(folder.events(), SearchRun.codec());
        Scheduler scheduler = new Scheduler(new Scheduler.Limits(60_000, 3, 2_000, 60_000));
        Master master = new Master(folder, log, scheduler, PLAN, arrivals, System::currentTimeMillis);
        Callable<Void> keep = () -> {
            master.keep(
                    List.of(new RunStarted("r", "test", "name: test\n", Map.of()), FakeWorker.candidate(1, "master")));
            return null;
        };
        keeping = new FutureTask<>(keep);
        Thread.ofPlatform().start(keeping);
    }

    @AfterEach
    void stopMaster() throws Exception {
        Files.writeString(folder.stopRequest(), "the test is over");
        keeping.get(20, TimeUnit.SECONDS);
        doorman.close();
        log.close();
    }

    private SearchRun ended() throws Exception {
        keeping.get(20, TimeUnit.SECONDS);
        return SearchRun.of(EventLog.read(folder.events(), SearchRun.codec()));
    }

    @Test
    void aRunOfThreeTrialsIsKeptToItsEnd() throws Exception {
        try (FakeWorker worker = FakeWorker.join(doorman.port(), TOKEN, "a")) {
            for (int i = 0; i < 3; i++) {
                worker.finish(worker.await(Order.Train.class, "a"));
            }
            worker.await(Order.Finish.class, "a");
            worker.say(new WorkerLeft("a"));
            SearchRun state = ended();

            assertThat(state.run().endReason()).isEqualTo("its 3 trials are finished");
            assertThat(state.search().finished()).hasSize(3);
            assertThat(folder.history().resolve("1.json")).isRegularFile();
        }
    }

    @Test
    void theTrialOfALostWorkerIsRunAgainByAnotherAndCountedOnce() throws Exception {
        Order.Train first;
        try (FakeWorker lost = FakeWorker.join(doorman.port(), TOKEN, "a")) {
            first = lost.await(Order.Train.class, "a");
            lost.say(new SearchEvent.TrialStarted(first.trial(), first.attempt(), 1, 0, 64, 10, "float32"));
        }
        try (FakeWorker other = FakeWorker.join(doorman.port(), TOKEN, "b")) {
            Order.Train again = other.await(Order.Train.class, "b");
            assertThat(again.trial()).isEqualTo(first.trial());
            assertThat(again.attempt()).isEqualTo(first.attempt() + 1);
            // What the replaced attempt would still say is refused, whoever says it.
            other.finish(first);
            other.finish(again);
            for (int i = 0; i < 2; i++) {
                other.finish(other.await(Order.Train.class, "b"));
            }
            other.await(Order.Finish.class, "b");
            other.say(new WorkerLeft("b"));
        }
        SearchRun state = ended();

        Trial trial = state.search().trial(first.trial()).orElseThrow();
        assertThat(trial.attempt()).isEqualTo(2);
        assertThat(trial.epochs()).hasSize(1);
        assertThat(state.run().count(Outcome.FINISHED)).isEqualTo(3);
    }

    @Test
    void whoDoesNotKnowTheTokenIsCutOffAndLeavesNoTrace() throws Exception {
        for (String hello : List.of(
                "{\"token\":\"wrong\",\"worker\":\"x\",\"accelerators\":[],\"facts\":{}}",
                "{\"token\":\"\",\"worker\":\"x\",\"accelerators\":[],\"facts\":{}}",
                "GET / HTTP/1.1",
                "[]",
                "{}",
                "\u0000\u0001\u0002")) {
            try (FakeWorker stranger = new FakeWorker(doorman.port())) {
                stranger.sendLine(hello);
                assertThat(stranger.read()).as(hello).isNull();
            }
        }
        Files.writeString(folder.stopRequest(), "enough");

        assertThat(ended().run().workers()).isEmpty();
    }

    @Test
    void aWorkerThatSendsNonsenseIsCutOffAndTheRunGoesOn() throws Exception {
        try (FakeWorker noisy = FakeWorker.join(doorman.port(), TOKEN, "noisy")) {
            noisy.await(Order.Train.class, "noisy");
            noisy.sendLine("{\"type\":\"Nonsense\"}");
            assertThatThrownBy(() -> noisy.await(Order.Finish.class, "noisy")).hasMessageContaining("closed");
        }
        try (FakeWorker calm = FakeWorker.join(doorman.port(), TOKEN, "calm")) {
            assertThat(calm.await(Order.Train.class, "calm").attempt()).isEqualTo(2);
        }
    }

    @Test
    void aWorkerMaySpeakForItselfOnly() throws Exception {
        try (FakeWorker owner = FakeWorker.join(doorman.port(), TOKEN, "owner");
                FakeWorker thief = FakeWorker.join(doorman.port(), TOKEN, "thief")) {
            Order.Train order = owner.await(Order.Train.class, "owner");
            thief.finish(order);
            thief.say(new WorkerLeft("owner"));
            thief.finish(thief.await(Order.Train.class, "thief"));
        }
        Files.writeString(folder.stopRequest(), "enough");
        SearchRun state = ended();

        assertThat(state.run().count(Outcome.FINISHED)).isEqualTo(1);
    }

    @Test
    void ofTwoWorkersInOnePlaceTheNewerHoldsItAndTheOlderIsHeardNoMore() throws Exception {
        try (FakeWorker old = FakeWorker.join(doorman.port(), TOKEN, "n1", new Lease("1", 17, 0, 1))) {
            Order.Train first = old.await(Order.Train.class, "n1");
            // Its node is cut off from Slurm, which starts the job again elsewhere; it can still talk to the master.
            try (FakeWorker again = FakeWorker.join(doorman.port(), TOKEN, "n2", new Lease("1", 17, 1, 1))) {
                Order.Train redone = again.await(Order.Train.class, "n2");
                assertThat(redone.trial()).isEqualTo(first.trial());
                assertThat(redone.attempt()).isEqualTo(first.attempt() + 1);
                assertThatThrownBy(() -> old.await(Order.Finish.class, "n1")).isInstanceOf(IOException.class);
                for (Lease stale :
                        List.of(new Lease("1", 17, 0, 1), new Lease("1", 17, 0, 9), new Lease("1", 16, 5, 1))) {
                    try (FakeWorker back = FakeWorker.join(doorman.port(), TOKEN, "n1", stale)) {
                        assertThat(back.await(Order.Finish.class, "n1").reason())
                                .as("%s", stale)
                                .isEqualTo("its place was given to another");
                        assertThat(back.read()).as("%s", stale).isNull();
                    }
                }
                again.finish(redone);
                again.finish(again.await(Order.Train.class, "n2"));
            }
        }
        Files.writeString(folder.stopRequest(), "enough");
        SearchRun state = ended();

        assertThat(state.run().count(Outcome.FINISHED)).isEqualTo(2);
        assertThat(state.run().workers())
                .hasEntrySatisfying("n1", old -> assertThat(old.presence()).isEqualTo(RunState.Presence.LOST));
    }

    @Test
    void workersInDifferentPlacesDoNotDisturbEachOther() throws Exception {
        try (FakeWorker one = FakeWorker.join(doorman.port(), TOKEN, "n1", new Lease("1", 17, 0, 1));
                FakeWorker two = FakeWorker.join(doorman.port(), TOKEN, "n2", new Lease("2", 3, 0, 1))) {
            one.finish(one.await(Order.Train.class, "n1"));
            two.finish(two.await(Order.Train.class, "n2"));
        }
        Files.writeString(folder.stopRequest(), "enough");

        assertThat(ended().run().count(Outcome.FINISHED)).isEqualTo(2);
    }

    @Test
    void aLeaseThatAnEarlierMasterGaveIsNotForgotten() throws Exception {
        doorman.remember(new Lease("1", 17, 1, 2));
        doorman.remember(new Lease("1", 17, 0, 1));
        try (FakeWorker stale = FakeWorker.join(doorman.port(), TOKEN, "n1", new Lease("1", 17, 1, 1))) {
            assertThat(stale.await(Order.Finish.class, "n1").reason()).isEqualTo("its place was given to another");
            assertThat(stale.read()).isNull();
        }
        try (FakeWorker same = FakeWorker.join(doorman.port(), TOKEN, "n1", new Lease("1", 17, 1, 2))) {
            assertThat(same.await(Order.Train.class, "n1").attempt()).isEqualTo(1);
        }
    }

    @Test
    void aNetworkThatTwoWorkersFoundIsTrainedOnce() throws Exception {
        try (FakeWorker worker = FakeWorker.join(doorman.port(), TOKEN, "a")) {
            Order.Train first = worker.await(Order.Train.class, "a");
            Order.Seek seek = worker.awaitSeek();
            worker.say(FakeWorker.candidate(seek.candidate(), "a", "digest 1"));
            worker.finish(first);
            worker.finish(worker.await(Order.Train.class, "a"));
        }
        Files.writeString(folder.stopRequest(), "enough");
        SearchRun state = ended();

        assertThat(state.search().byNumber())
                .extracting(trial -> trial.candidate().digest())
                .doesNotHaveDuplicates();
    }

    @Test
    void aMasterThatIsStartedAgainGoesOnFromTheEventsAndRunsAgainWhatWasLost() throws Exception {
        try (FakeWorker worker = FakeWorker.join(doorman.port(), TOKEN, "a")) {
            worker.finish(worker.await(Order.Train.class, "a"));
            Order.Train second = worker.await(Order.Train.class, "a");
            worker.say(new SearchEvent.TrialStarted(second.trial(), second.attempt(), 1, 0, 64, 10, "float32"));
        }
        // The first master is not told: to the log it is as if it had been killed.
        List<Recorded> soFar = EventLog.read(folder.events(), SearchRun.codec());
        Path copy = Files.createDirectory(run.resolve("copy"));
        RunFolder other = new RunFolder(copy);
        Files.copy(folder.events(), other.events());
        LinkedBlockingQueue<Doorman.Arrival> arrivals = new LinkedBlockingQueue<>();
        try (Doorman door = new Doorman(InetAddress.getLoopbackAddress(), TOKEN, Duration.ofSeconds(20), arrivals);
                EventLog again = EventLog.open(other.events(), SearchRun.codec())) {
            door.open();
            Scheduler scheduler = new Scheduler(new Scheduler.Limits(60_000, 3, 2_000, 60_000));
            Master master = new Master(other, again, scheduler, PLAN, arrivals, System::currentTimeMillis);
            FutureTask<Void> keep = new FutureTask<>(() -> {
                master.resume(soFar);
                return null;
            });
            Thread.ofPlatform().start(keep);
            try (FakeWorker worker = FakeWorker.join(door.port(), TOKEN, "b")) {
                Order.Train redone = worker.await(Order.Train.class, "b");
                assertThat(redone.attempt()).isEqualTo(2);
                worker.finish(redone);
                worker.finish(worker.await(Order.Train.class, "b"));
                worker.await(Order.Finish.class, "b");
                worker.say(new WorkerLeft("b"));
            }
            keep.get(20, TimeUnit.SECONDS);
        }
        SearchRun state = SearchRun.of(EventLog.read(other.events(), SearchRun.codec()));
        assertThat(state.run().count(Outcome.FINISHED)).isEqualTo(3);
        assertThat(other.history().resolve("1.json")).isRegularFile();
    }
}
