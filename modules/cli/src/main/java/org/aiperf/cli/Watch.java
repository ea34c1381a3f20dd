package org.aiperf.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.launch.LiveRun;
import org.aiperf.runs.EventFeed;
import org.aiperf.runs.Recorded;
import org.aiperf.sessions.SessionWriter;
import org.aiperf.sessions.Sessions;

/** Follows a run to its end and keeps it as a session. */
final class Watch {
    private static final Duration BEAT = Duration.ofMillis(500);

    private final LiveRun live;
    private final Sessions sessions;

    Watch(LiveRun live, Sessions sessions) {
        this.live = live;
        this.sessions = sessions;
    }

    /**
     * Returns the run once it is over.
     *
     * @param seen is told the state after every batch of events, and twice a second without any
     */
    SearchRun toEnd(Consumer<SearchRun> seen) throws IOException, InterruptedException {
        SearchRun run = SearchRun.EMPTY;
        try (EventFeed feed = live.follow();
                SessionWriter writer = sessions.record(live.runId(), live.name(), live.clusterName())) {
            while (!run.run().isOver()) {
                List<Recorded> events = feed.next(BEAT);
                if (!events.isEmpty()) {
                    writer.append(events);
                    run = run.after(events);
                }
                seen.accept(run);
            }
        }
        return run;
    }
}
