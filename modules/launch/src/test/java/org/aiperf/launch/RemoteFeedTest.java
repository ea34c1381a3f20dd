package org.aiperf.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.embedded.EmbeddedCluster;
import org.aiperf.runs.EventFeed;
import org.aiperf.runs.EventLog;
import org.aiperf.runs.LifecycleEvent;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Following a log over real SSH. */
final class RemoteFeedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private EmbeddedCluster cluster;
    private Path run;
    private EventLog log;
    private int written;

    @BeforeEach
    void start() throws IOException {
        cluster = EmbeddedCluster.start(folder.resolve("cluster"), 1);
        run = Files.createDirectories(Path.of(cluster.cluster().sharedFolder(), "run"));
        Files.createDirectories(run.resolve("logs"));
        Files.writeString(
                run.resolve("logs/master.pid"),
                Long.toString(ProcessHandle.current().pid()));
        log = EventLog.create(run.resolve("events.ndjson"), SearchRun.codec());
    }

    @AfterEach
    void stop() throws IOException {
        log.close();
        cluster.close();
    }

    private void write(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            log.append(List.of(new LifecycleEvent.WorkerJoined("w" + ++written, List.of("cpu"), Map.of())), written);
        }
    }

    private static List<Recorded> take(EventFeed feed, int count) throws IOException, InterruptedException {
        List<Recorded> events = new ArrayList<>();
        while (events.size() < count) {
            List<Recorded> more = feed.next(PATIENCE);
            assertThat(more).as("after %d of %d events", events.size(), count).isNotEmpty();
            events.addAll(more);
        }
        return events;
    }

    @Test
    void everyEventComesOnceAndInOrder() throws Exception {
        try (EventFeed feed = new RemoteFeed(
                cluster.cluster().master(), HeadAccess.alone(cluster.cluster().master()), run.toString())) {
            write(200);
            List<Recorded> events = take(feed, 200);
            write(50);
            events.addAll(take(feed, 50));

            assertThat(events.stream().map(Recorded::sequence).toList())
                    .isEqualTo(LongStream.rangeClosed(1, 250).boxed().toList());
        }
    }

    @Test
    void aFeedGoesOnWhereItWasWhenItsConnectionBroke() throws Exception {
        int port = cluster.cluster().master().ssh().orElseThrow().port().orElseThrow();
        assertThat(port).isPositive();
        try (RemoteFeed feed = new RemoteFeed(
                cluster.cluster().master(), HeadAccess.alone(cluster.cluster().master()), run.toString())) {
            write(10);
            List<Recorded> events = new ArrayList<>(take(feed, 10));
            feed.breakConnection();
            write(10);
            events.addAll(take(feed, 10));

            assertThat(events.stream().map(Recorded::sequence).toList())
                    .isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
        }
    }

    @Test
    void aMasterThatIsGoneIsSaidInOneLineWithItsLastWords() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.writeString(run.resolve("logs/master.pid"), Long.toString(dead.pid()));
        Files.writeString(run.resolve("logs/master.log"), "first\nno space left on the disk\n");
        write(1);
        try (EventFeed feed = new RemoteFeed(
                cluster.cluster().master(), HeadAccess.alone(cluster.cluster().master()), run.toString())) {
            take(feed, 1);

            assertThatThrownBy(() -> feed.next(PATIENCE))
                    .hasMessage("master: the master of the run is gone: no space left on the disk");
        }
    }
}
