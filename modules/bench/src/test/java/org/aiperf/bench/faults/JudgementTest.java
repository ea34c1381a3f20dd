package org.aiperf.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.aiperf.benchmark.Cost;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchEvent.EpochFinished;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.Test;

/** A campaign is worth what its judgement sees: each thing that must not happen is shown to it once. */
final class JudgementTest {
    private static final Set<String> EXPECTED = Set.of("network 1", "network 2");

    private final List<Event> events = new ArrayList<>();

    private static Event proposed(int candidate, String digest) {
        Cost cost = new Cost(1, 1, 1, 1);
        return new CandidateProposed(
                candidate, SearchEvent.NO_PARENT, "wider", "wider 0", "slave1", digest, 1, 1, cost, cost, 0, null);
    }

    private void say(Event... more) {
        events.addAll(List.of(more));
    }

    private void propose() {
        say(proposed(1, "network 1"), proposed(2, "network 2"));
    }

    private void train(int trial, int attempt) {
        say(
                new TrialAssigned(trial, attempt, "slave1"),
                epoch(trial, attempt),
                new TrialEnded(trial, attempt, Outcome.FINISHED, ""));
    }

    private static Event epoch(int trial, int attempt) {
        return new EpochFinished(trial, attempt, 1, 0.5, 1, 1, 10, 10, 10, 1);
    }

    private Judgement judge() {
        List<Recorded> recorded = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            recorded.add(new Recorded(i + 1, i, events.get(i)));
        }
        return Judgement.of(recorded, EXPECTED);
    }

    private Judgement whole() {
        say(new RunEnded("its 2 trials are finished"));
        return judge();
    }

    @Test
    void aRunThatLostAnAttemptAndTrainedAllIsSound() {
        propose();
        say(
                new TrialAssigned(1, 1, "slave1"),
                new TrialEnded(1, 1, Outcome.CUT_OFF, "slave1: nothing was heard of it"));
        train(1, 2);
        train(2, 1);
        Judgement judgement = whole();
        assertThat(judgement.complaints()).isEmpty();
        assertThat(judgement.lost()).isZero();
        assertThat(judgement.doubled()).isZero();
        assertThat(judgement.networks()).isEqualTo(EXPECTED);
    }

    @Test
    void aTrialThatIsMissingIsLost() {
        propose();
        train(1, 1);
        assertThat(whole().lost()).isEqualTo(1);
    }

    @Test
    void aRunWithoutAnEndHasLostEverything() {
        propose();
        train(1, 1);
        train(2, 1);
        assertThat(judge().lost()).isEqualTo(2);
    }

    @Test
    void aTrialThatIsFinishedTwiceIsDoubled() {
        propose();
        train(1, 1);
        train(2, 1);
        say(new TrialEnded(2, 1, Outcome.FINISHED, ""));
        assertThat(whole().doubled()).isPositive();
    }

    @Test
    void aNetworkThatTwoTrialsHaveIsDoubled() {
        propose();
        train(1, 1);
        train(2, 1);
        say(proposed(3, "network 2"));
        train(3, 1);
        assertThat(whole().doubled()).isEqualTo(1);
    }

    @Test
    void anythingOfAnAttemptThatIsOverIsDoubled() {
        propose();
        say(new TrialAssigned(1, 1, "slave1"), new TrialEnded(1, 1, Outcome.LOST, "slave1 left"), epoch(1, 1));
        train(1, 2);
        train(2, 1);
        assertThat(whole().doubled()).isEqualTo(1);
    }

    @Test
    void aNetworkThatNobodyExpectsIsSeen() {
        propose();
        train(1, 1);
        train(2, 1);
        say(proposed(3, "network 3"));
        train(3, 1);
        assertThat(whole().doubled()).isEqualTo(1);
    }

    @Test
    void whatComesAfterTheEndIsSeen() {
        propose();
        train(1, 1);
        train(2, 1);
        say(new RunEnded("its 2 trials are finished"), new TrialAssigned(3, 1, "slave1"));
        assertThat(judge().doubled()).isEqualTo(1);
    }
}
