package org.aiperf.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.cluster.Node;
import org.aiperf.remote.ConnectionException;
import org.aiperf.remote.RemoteTail;
import org.aiperf.runs.CorruptLogException;
import org.aiperf.runs.EventFeed;
import org.aiperf.runs.EventStream;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * Follows the log of a run over SSH by byte offset. A connection that breaks is opened again, waiting longer each time,
 * and the log goes on where it was: nothing is lost and nothing comes twice.
 */
final class RemoteFeed implements EventFeed {
    private static final long POLL_MILLIS = 100;
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration GIVE_UP = Duration.ofMinutes(10);

    private final Node head;
    private final HeadAccess access;
    private final String folder;
    private final EventStream stream = new EventStream(SearchRun.codec());
    private HeadAccess.@Nullable Held connection;
    private @Nullable RemoteTail tail;
    private long offset;
    private long heardNanos = System.nanoTime();
    private long brokenSinceNanos;
    private long pauseMillis;
    private boolean masterGone;
    private boolean ended;

    RemoteFeed(Node head, HeadAccess access, String folder) {
        this.head = head;
        this.access = access;
        this.folder = folder;
    }

    @Override
    public List<Recorded> next(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            List<Recorded> events = poll();
            if (!events.isEmpty()) {
                return events;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return List.of();
            }
            Thread.sleep(Math.min(POLL_MILLIS + pauseMillis, Math.max(1, left / 1_000_000)));
        }
    }

    private List<Recorded> poll() throws IOException {
        try {
            RemoteTail open = open();
            byte[] bytes = open.poll();
            offset = open.offset();
            brokenSinceNanos = 0;
            pauseMillis = 0;
            if (bytes.length == 0) {
                checkMaster();
                return List.of();
            }
            heardNanos = System.nanoTime();
            List<Recorded> events = stream.accept(bytes);
            ended |= events.stream().anyMatch(recorded -> recorded.event() instanceof RunEnded);
            return events;
        } catch (ConnectionException e) {
            broke(e);
            return List.of();
        } catch (CorruptLogException e) {
            throw new LaunchException(folder + "/events.ndjson: " + e.getMessage());
        }
    }

    private RemoteTail open() throws ConnectionException {
        if (tail == null) {
            HeadAccess.Held opened = access.open();
            connection = opened;
            tail = opened.ssh().files().tail(folder + "/events.ndjson", offset);
        }
        return tail;
    }

    private void broke(ConnectionException cause) throws ConnectionException {
        close();
        long now = System.nanoTime();
        if (brokenSinceNanos == 0) {
            brokenSinceNanos = now;
        } else if (now - brokenSinceNanos > GIVE_UP.toNanos()) {
            throw cause;
        }
        pauseMillis = Math.min(LONGEST_PAUSE.toMillis(), Math.max(250, 2 * pauseMillis));
    }

    private void checkMaster() throws IOException {
        if (ended || System.nanoTime() - heardNanos < QUIET.toNanos() || connection == null) {
            return;
        }

        if (masterGone) {
            throw new LaunchException(head.name() + ": the master of the run is gone: "
                    + Launcher.lastLine(connection.ssh(), Launcher.logFile(folder, head.name())));
        }
        // What it wrote last may still be unread: only silence after its death is the end.
        masterGone = !Launcher.isAlive(connection.ssh(), folder, head.name());
        if (!masterGone) {
            heardNanos = System.nanoTime();
        }
    }

    /** Drops the connection as a network would, without saying so to anybody. */
    void breakConnection() {
        if (connection != null) {
            connection.ssh().close();
        }
    }

    @Override
    public void close() {
        if (tail != null) {
            tail.close();
            tail = null;
        }
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
