package org.aiperf.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.aiperf.benchmark.Trial.Status;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunResumed;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.junit.jupiter.api.Test;

final class SearchStateTest {
    private static final Cost COST = new Cost(100, 200, 90, 0);

    private final Scripted run = new Scripted()
            .at(0, Scripted.candidate(1, 0, COST), Scripted.candidate(2, 1, COST))
            .at(1, new TrialAssigned(1, 1, "a"))
            .at(2, new SearchEvent.TrialStarted(1, 1, 2, 0, 640, 100, "float32"));

    @Test
    void aTrialIsFollowedFromWaitingToDone() {
        assertThat(run.run().search().waiting()).containsExactly(2);
        assertThat(run.run().search().trial(1)).map(Trial::status).contains(Status.TRAINING);

        run.at(5, Scripted.epoch(1, 1, 1, 0.6)).at(8, Scripted.epoch(1, 1, 2, 0.5));
        run.at(9, new TrialEnded(1, 1, Outcome.FINISHED, ""));

        Trial trial = run.run().search().trial(1).orElseThrow();
        assertThat(trial.status()).isEqualTo(Status.DONE);
        assertThat(trial.accuracy()).isEqualTo(0.6);
        assertThat(run.run().search().finished()).containsExactly(trial);
        assertThat(run.run().search().bestAccuracy()).isEqualTo(0.6);
    }

    @Test
    void busyIsTheShareOfWallTimeFromTheFirstStartToTheLastEnd() {
        run.at(4, new SearchEvent.StepsExecuted(1, 1, 10, 640, 0, 1.5, 0, 2.0))
                .at(6, new SearchEvent.StepsExecuted(1, 1, 10, 640, 0, 1.5, 0, 2.0))
                .at(7, new TrialEnded(1, 1, Outcome.FINISHED, ""));

        assertThat(run.run().search().acceleratorBusy()).isCloseTo(3.0 / 5.0, within(1e-9));
    }

    @Test
    void anAttemptThatWasReplacedSaysNothingMore() {
        run.at(3, new TrialEnded(1, 1, Outcome.LOST, "killed"), new TrialAssigned(1, 2, "b"));
        SearchState before = run.run().search();
        run.at(4, Scripted.epoch(1, 1, 1, 0.9))
                .at(4, new SearchEvent.StepsExecuted(1, 1, 10, 640, 0, 1.5, 0, 2.0))
                .at(4, new TrialEnded(1, 1, Outcome.FINISHED, ""));

        SearchState after = run.run().search();
        assertThat(after.trials()).isEqualTo(before.trials());
        assertThat(after.activity()).isEqualTo(before.activity());
    }

    @Test
    void anAttemptThatGoesOnFromACheckpointKeepsTheEpochsBeforeItAndNoLaterOnes() {
        run.at(3, Scripted.epoch(1, 1, 1, 0.3))
                .at(4, Scripted.epoch(1, 1, 2, 0.4))
                .at(5, new TrialEnded(1, 1, Outcome.LOST, "killed"), new TrialAssigned(1, 2, "b"));
        assertThat(run.run().search().bestAccuracy()).isZero();

        run.at(6, new SearchEvent.TrialStarted(1, 2, 2, 1, 640, 100, "float32"));
        assertThat(run.run().search().trial(1).orElseThrow().epochs())
                .extracting(Trial.Epoch::accuracy)
                .containsExactly(0.3);

        run.at(7, Scripted.epoch(1, 2, 2, 0.5));
        assertThat(run.run().search().trial(1).orElseThrow().epochs())
                .extracting(Trial.Epoch::accuracy)
                .containsExactly(0.3, 0.5);
    }

    @Test
    void timeWithoutAMasterIsNotIdleTime() {
        run.at(4, new SearchEvent.StepsExecuted(1, 1, 10, 640, 0, 2, 0, 2.0))
                .at(64, new RunResumed("again"), new TrialEnded(1, 1, Outcome.LOST, ""), new TrialAssigned(1, 2, "a"))
                .at(64, new SearchEvent.TrialStarted(1, 2, 2, 0, 640, 100, "float32"))
                .at(66, new SearchEvent.StepsExecuted(1, 2, 10, 640, 0, 2, 0, 2.0));

        assertThat(run.run().search().acceleratorBusy()).isCloseTo(1, within(1e-9));
    }

    @Test
    void whatIsSaidTwiceCountsOnce() {
        run.at(3, Scripted.epoch(1, 1, 1, 0.3))
                .at(4, Scripted.epoch(1, 1, 1, 0.3))
                .at(5, new SearchEvent.TrialStarted(1, 1, 2, 0, 640, 100, "float32"));

        assertThat(run.run().search().trial(1).orElseThrow().epochs())
                .extracting(Trial.Epoch::number)
                .containsExactly(1);
    }

    @Test
    void aMasterThatGoesOnWithAClockThatWasSetBackBlamesNobody() {
        run.at(100, new SearchEvent.StepsExecuted(1, 1, 10, 640, 0, 98, 0, 2.0)).at(40, new RunResumed("again"));

        assertThat(run.run().search().activity().values())
                .extracting(SearchState.Activity::since)
                .containsExactly(2_000L);
    }

    @Test
    void theEpochsOfALostAttemptDoNotCountWhenItsTrialIsGivenUp() {
        run.at(3, Scripted.epoch(1, 1, 1, 0.3))
                .at(4, new TrialEnded(1, 1, Outcome.LOST, "killed"))
                .at(5, new TrialEnded(1, 1, Outcome.FAILED, "its worker was lost 3 times"));

        Trial trial = run.run().search().trial(1).orElseThrow();
        assertThat(trial.status()).isEqualTo(Status.FAILED);
        assertThat(trial.epochs()).isEmpty();
        assertThat(run.run().score().operations()).isZero();
    }
}
