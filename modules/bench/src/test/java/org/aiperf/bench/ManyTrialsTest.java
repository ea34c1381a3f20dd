package org.aiperf.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.aiperf.benchmark.SearchEvent.EpochFinished;
import org.aiperf.benchmark.SearchEvent.TrialStarted;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.Test;

/** If this fails, a worker that leaks could pass for one that does not. */
class ManyTrialsTest {
    private double held = 100;
    private final ManyTrials trials = new ManyTrials(worker -> OptionalDouble.of(worker.equals("two") ? held : 100));
    private int sequence;

    private void at(long millis, Event event) {
        trials.add(new Recorded(++sequence, millis, event));
    }

    private void trial(int number, String worker, long startedAt, Outcome outcome) {
        at(startedAt - 1, new TrialAssigned(number, 1, worker));
        at(startedAt, new TrialStarted(number, 1, 1, 0, 64, 64, "float32"));
        at(startedAt + 90, new EpochFinished(number, 1, 1, 0.5, 1, 1, 1, 64, 64, 0.1));
        at(startedAt + 95, new TrialEnded(number, 1, outcome, ""));
    }

    /** Each worker starts a trial every 100 ms, 10 ms after the last epoch of the one before. */
    @Test
    void theWorkerThatGrowsMostCounts() {
        for (int pair = 0; pair < 150; pair++) {
            held = pair < 50 ? 100 : pair < 100 ? 500 : 130;
            trial(2 * pair + 1, "one", 1_000 + 100L * pair, Outcome.FINISHED);
            trial(2 * pair + 2, "two", 1_000 + 100L * pair, Outcome.FINISHED);
        }

        assertThat(trials.summary())
                .containsEntry("trials", 300)
                .containsEntry("overheadMillis", 10.0)
                .containsEntry("overheadMeanMillis", 10.0)
                .hasEntrySatisfying(
                        "memoryGrowth", growth -> assertThat((double) growth).isBetween(0.2999, 0.3001))
                .hasEntrySatisfying(
                        "megabytesByHundred",
                        rows -> assertThat(rows).asString().isEqualTo("{one=[100, 100, 100], two=[100, 500, 130]}"));
        assertThat(trials.lastMegabytes()).isEqualTo(List.of(100L, 130L));
    }

    @Test
    void aTrialThatFailedIsNone() {
        trial(1, "one", 1_000, Outcome.FAILED);

        assertThat(trials.finished()).isZero();
        assertThat(trials.summary()).containsEntry("trials", 0).doesNotContainKey("memoryGrowth");
    }
}
