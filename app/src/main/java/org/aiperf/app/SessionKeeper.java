package org.aiperf.app;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.aiperf.launch.LiveRun;
import org.aiperf.runs.EventFeed;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.Recorded;
import org.aiperf.sessions.SessionWriter;
import org.aiperf.sessions.Sessions;

/** Follows a run and keeps its events as a session, on a thread of its own, whatever the window shows. */
final class SessionKeeper implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SessionKeeper.class.getName());
    private static final Duration BEAT = Duration.ofMillis(500);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(15);

    private final LiveRun run;
    private final boolean goesOn;
    private final Thread thread;

    private SessionKeeper(LiveRun run, Sessions sessions, boolean goesOn) {
        this.run = run;
        this.goesOn = goesOn;
        this.thread = Thread.ofVirtual().name("session keeper").unstarted(() -> keep(sessions));
    }

    /** @param goesOn whether the run goes on when nobody keeps it any more */
    static SessionKeeper start(LiveRun run, Sessions sessions, boolean goesOn) {
        SessionKeeper keeper = new SessionKeeper(run, sessions, goesOn);
        keeper.thread.start();
        return keeper;
    }

    private void keep(Sessions sessions) {
        try (EventFeed feed = run.follow();
                SessionWriter writer = sessions.record(run.runId(), run.name(), run.clusterName())) {
            boolean over = false;
            while (!over) {
                List<Recorded> events = feed.next(BEAT);
                if (!events.isEmpty()) {
                    writer.append(events);
                    over = events.getLast().event() instanceof RunEnded;
                }
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "session of " + run.name() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the run to end unless it goes on, waits a little for its last event, and lets go of it. */
    @Override
    public void close() {
        try {
            if (!goesOn) {
                if (thread.isAlive()) {
                    run.requestStop("the workbench was closed");
                }
                thread.join(LONGEST_GOODBYE);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "stopping " + run.name() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        run.close();
    }
}
