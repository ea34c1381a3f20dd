package org.aiperf.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.Recorded;

/** Writes a run by hand, event after event, at times of the test's choosing. */
final class Scripted {
    private final List<Recorded> events = new ArrayList<>();

    Scripted at(double seconds, Event... happened) {
        for (Event event : happened) {
            events.add(new Recorded(events.size() + 1L, Math.round(seconds * 1000), event));
        }
        return this;
    }

    SearchRun run() {
        return SearchRun.of(events);
    }

    static SearchEvent.CandidateProposed candidate(int number, int parent, Cost reference) {
        return new SearchEvent.CandidateProposed(
                number, parent, "deeper", "deeper 1", "a", "digest " + number, 10, 5, reference, reference, 0.1, null);
    }

    static SearchEvent.EpochFinished epoch(int trial, int attempt, int number, double accuracy) {
        return new SearchEvent.EpochFinished(trial, attempt, number, accuracy, 1, 1, 10, 640, 100, 1);
    }

    static TrialEnded finished(int trial, int attempt) {
        return new TrialEnded(trial, attempt, Outcome.FINISHED, "");
    }
}
