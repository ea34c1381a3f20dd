package org.aiperf.app.script;

import java.util.ArrayList;
import java.util.List;
import org.aiperf.launch.LiveRun;
import org.aiperf.runs.EventFeed;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.LifecycleEvent.StopRequested;
import org.aiperf.runs.Recorded;

/** A run whose events the test lets through; asked to stop, it ends. */
public final class ScriptedLiveRun implements LiveRun {
    private final String name;
    private final List<Recorded> script;
    private final ScriptedFeed feed = new ScriptedFeed();
    private final List<Recorded> given = new ArrayList<>();

    public ScriptedLiveRun(String name, List<Recorded> script) {
        this.name = name;
        this.script = script;
    }

    /** Lets the events up to a second of the run through. */
    public synchronized void playTo(double seconds) {
        List<Recorded> batch = script.stream()
                .skip(given.size())
                .takeWhile(recorded -> recorded.atMillis() <= ScriptedRun.START + seconds * 1000)
                .toList();
        given.addAll(batch);
        feed.give(batch);
    }

    public void playToEnd() {
        playTo(1e9);
    }

    /** What was let through. */
    public synchronized List<Recorded> given() {
        return List.copyOf(given);
    }

    public ScriptedFeed feed() {
        return feed;
    }

    @Override
    public String runId() {
        return "run-" + name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String clusterName() {
        return "lab-gpu";
    }

    @Override
    public EventFeed follow() {
        return feed;
    }

    @Override
    public synchronized void requestStop(String reason) {
        Recorded last = given.getLast();
        List<Recorded> end = List.of(
                new Recorded(last.sequence() + 1, last.atMillis() + 100, new StopRequested(reason)),
                new Recorded(last.sequence() + 2, last.atMillis() + 900, new RunEnded(reason)));
        given.addAll(end);
        feed.give(end);
    }

    @Override
    public void close() {
        feed.close();
    }
}
