package org.aiperf.sessions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aiperf.benchmark.Cost;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchEvent.EpochFinished;
import org.aiperf.benchmark.SearchEvent.StepsExecuted;
import org.aiperf.benchmark.SearchEvent.TrialStarted;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.aiperf.runs.Recorded;

/** Events of small runs; one second lies between any two. */
final class SampleRun {
    static final long START = 1_700_000_000_000L;

    private SampleRun() {}

    /** One worker trains one trial of one epoch, and the run ends. */
    static List<Recorded> whole() {
        Cost cost = new Cost(100, 200, 100, 10);
        return recorded(List.of(
                new RunStarted("r1", "run", "name: run\n", Map.of("java", "25")),
                new WorkerJoined("slave1", List.of("cpu"), Map.of("memory", "16 GiB")),
                new CandidateProposed(1, 0, "initial", "initial", "master", "d1", 1_000, 4, cost, cost, 0.1, null),
                new TrialAssigned(1, 1, "slave1"),
                new TrialStarted(1, 1, 1, 0, 64, 16, "float32"),
                new StepsExecuted(1, 1, 1, 64, 16, 0.9, 0, 2.3),
                new EpochFinished(1, 1, 1, 0.75, 0.8, 0.9, 1, 64, 16, 1.0),
                new TrialEnded(1, 1, Outcome.FINISHED, ""),
                new RunEnded("time is up")));
    }

    /** A run that goes on: its start and then so many step events. */
    static List<Recorded> steps(int count) {
        List<Event> events = new ArrayList<>();
        events.add(new RunStarted("r1", "run", "name: run\n", Map.of("java", "25")));
        for (int i = 1; i < count; i++) {
            events.add(new StepsExecuted(1 + i / 100, 1, 16, 1_024, 0, 0.98, 0, 1.0 / i));
        }
        return recorded(events);
    }

    static List<Recorded> recorded(List<? extends Event> events) {
        List<Recorded> recorded = new ArrayList<>();
        for (Event event : events) {
            long sequence = recorded.size() + 1L;
            recorded.add(new Recorded(sequence, START + sequence * 1_000, event));
        }
        return recorded;
    }
}
