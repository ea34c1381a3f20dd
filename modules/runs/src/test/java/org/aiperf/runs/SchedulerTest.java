package org.aiperf.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunResumed;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.LifecycleEvent.StopRequested;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.aiperf.runs.LifecycleEvent.WorkerLost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePSet;

final class SchedulerTest {
    private final Scheduler scheduler = new Scheduler(new Scheduler.Limits(60_000, 10, 5_000, 30_000));
    private RunState state = RunState.EMPTY;

    private void happened(long at, Event... events) {
        for (Event event : events) {
            state = state.next(new Recorded(state.lastSequence() + 1, at, event));
        }
    }

    private static Backlog backlog(
            List<Integer> waiting, List<String> seeking, int next, Set<String> nearlyDone, @Nullable String goal) {
        return new Backlog(
                TreePSet.from(waiting),
                TreePSet.from(seeking),
                TreePSet.empty(),
                next,
                TreePSet.from(nearlyDone),
                goal);
    }

    private void twoWorkersJoined() {
        happened(0, new RunStarted("r", "r", "", Map.of()));
        happened(10, new WorkerJoined("a", List.of("cpu"), Map.of()), new WorkerJoined("b", List.of("cpu"), Map.of()));
    }

    @Test
    void idleWorkersGetTheWaitingCandidatesInOrderAndMoreAreSought() {
        twoWorkersJoined();

        assertThat(scheduler.decide(state, new Backlog(List.of(4, 7), List.of(), 8), 20))
                .containsExactly(
                        new Command.Assign(4, 1, "a"),
                        new Command.Assign(7, 1, "b"),
                        new Command.Seek(8, "a"),
                        new Command.Seek(9, "b"));
    }

    @Test
    void aSearchUnderWayIsNotOrderedAgain() {
        twoWorkersJoined();

        assertThat(scheduler.decide(state, new Backlog(List.of(), List.of("a", "b"), 8), 20))
                .isEmpty();
    }

    @Test
    void aTrialWhoseWorkerWasLostGoesFirstWithANewAttempt() {
        twoWorkersJoined();
        happened(20, new TrialAssigned(1, 1, "a"));
        happened(30, new TrialEnded(1, 1, Outcome.LOST, "killed"), new WorkerLost("a", "killed"));

        assertThat(scheduler.decide(state, new Backlog(List.of(2), List.of(), 3), 40))
                .startsWith(new Command.Assign(1, 2, "b"));
    }

    @Test
    void resultsOfAReplacedAttemptAreRefused() {
        twoWorkersJoined();
        happened(20, new TrialAssigned(1, 1, "a"));
        happened(30, new TrialEnded(1, 1, Outcome.LOST, "cut off"), new TrialAssigned(1, 2, "b"));
        happened(40, new TrialEnded(1, 1, Outcome.FINISHED, "too late"));

        assertThat(state.isCurrent(1, 2)).isTrue();
        assertThat(state.count(Outcome.FINISHED)).isZero();
    }

    @Test
    void aTrialThatLosesItsWorkerAgainAndAgainIsGivenUp() {
        twoWorkersJoined();
        for (int attempt = 1; attempt <= 3; attempt++) {
            happened(20, new TrialAssigned(1, attempt, "b"), new TrialEnded(1, attempt, Outcome.LOST, "killed"));
        }
        List<Command> commands = scheduler.decide(state, new Backlog(List.of(), List.of("a", "b"), 2), 40);
        assertThat(commands).containsExactly(new Command.Abandon(1, 3, "its worker was lost 3 times"));

        happened(50, new TrialEnded(1, 3, Outcome.FAILED, "given up"));
        assertThat(scheduler.decide(state, new Backlog(List.of(), List.of("a", "b"), 2), 60))
                .isEmpty();
    }

    @Test
    void aTrialThatIsOnlyCutOffIsNeverGivenUp() {
        twoWorkersJoined();
        for (int attempt = 1; attempt <= 50; attempt++) {
            happened(20, new TrialAssigned(1, attempt, "b"), new TrialEnded(1, attempt, Outcome.CUT_OFF, "late"));
        }
        assertThat(scheduler.decide(state, new Backlog(List.of(), List.of("a", "b"), 2), 40))
                .containsExactly(new Command.Assign(1, 51, "a"));
    }

    @Test
    void theRunStopsAtItsTimeAndEndsWhenItsWorkersHaveStopped() {
        twoWorkersJoined();
        happened(20, new TrialAssigned(1, 1, "a"));
        Backlog backlog = new Backlog(List.of(2), List.of(), 3);

        assertThat(scheduler.decide(state, backlog, 60_000))
                .containsExactly(new Command.Stop("its time of 60 s is over"));
        happened(60_000, new StopRequested("its time of 60 s is over"));
        assertThat(scheduler.decide(state, backlog, 60_100)).isEmpty();
        happened(60_200, new TrialEnded(1, 1, Outcome.STOPPED, ""));
        assertThat(scheduler.decide(state, backlog, 60_300))
                .containsExactly(new Command.End("its time of 60 s is over"));
    }

    @Test
    void aWorkerThatDoesNotStopIsNotWaitedForLongerThanTheGrace() {
        twoWorkersJoined();
        happened(20, new TrialAssigned(1, 1, "a"), new StopRequested("asked"));

        assertThat(scheduler.decide(state, new Backlog(List.of(), List.of(), 2), 5_019))
                .isEmpty();
        assertThat(scheduler.decide(state, new Backlog(List.of(), List.of(), 2), 5_020))
                .containsExactly(new Command.End("asked"));
    }

    @Test
    void aRunWithoutWorkersWaitsForOneAndThenStops() {
        twoWorkersJoined();
        happened(1_000, new WorkerLost("a", "killed"), new WorkerLost("b", "killed"));

        assertThat(scheduler.decide(state, new Backlog(List.of(), List.of(), 2), 30_999))
                .isEmpty();
        assertThat(scheduler.decide(state, new Backlog(List.of(), List.of(), 2), 31_000))
                .containsExactly(new Command.Stop("no worker answers any more"));
    }

    @Test
    void aMasterThatComesBackAfterALongTimeWaitsForItsWorkers() {
        twoWorkersJoined();
        happened(20, new WorkerLost("a", "no sign of life"), new WorkerLost("b", "no sign of life"));
        happened(3_600_000, new RunResumed("its master was started again"));

        assertThat(scheduler.decide(state, new Backlog(List.of(), List.of(), 1), 3_600_010))
                .isEmpty();
        assertThat(scheduler.decide(state, new Backlog(List.of(), List.of(), 1), 3_630_000))
                .containsExactly(new Command.Stop("no worker answers any more"));
    }

    @Test
    void aWorkerWhoseTrialIsNearlyDoneGetsTheNextOneToPrepareAfterTheIdleOnesAreServed() {
        twoWorkersJoined();
        happened(20, new TrialAssigned(1, 1, "a"));

        assertThat(scheduler.decide(state, backlog(List.of(2, 3), List.of(), 4, Set.of("a"), null), 30))
                .startsWith(new Command.Assign(2, 1, "b"), new Command.Assign(3, 1, "a"));

        happened(30, new TrialAssigned(2, 1, "b"), new TrialAssigned(3, 1, "a"));
        assertThat(scheduler.decide(state, backlog(List.of(4, 5), List.of(), 6, Set.of("a"), null), 40))
                .as("one is prepared at a time")
                .isEmpty();
    }

    @Test
    void whatALostWorkerPreparedIsRunAgainToo() {
        twoWorkersJoined();
        happened(20, new TrialAssigned(1, 1, "a"), new TrialAssigned(2, 1, "a"));
        happened(
                30,
                new TrialEnded(1, 1, Outcome.LOST, "killed"),
                new TrialEnded(2, 1, Outcome.LOST, "killed"),
                new WorkerLost("a", "killed"));

        assertThat(scheduler.decide(state, backlog(List.of(), List.of(), 3, Set.of("b"), null), 40))
                .startsWith(new Command.Assign(1, 2, "b"));
        happened(40, new TrialAssigned(1, 2, "b"));
        assertThat(scheduler.decide(state, backlog(List.of(), List.of("b"), 3, Set.of("b"), null), 50))
                .containsExactly(new Command.Assign(2, 2, "b"));
    }

    @Test
    void aWorkerThatFoundNothingIsLeftToRest() {
        twoWorkersJoined();
        Backlog backlog =
                new Backlog(TreePSet.empty(), TreePSet.empty(), TreePSet.singleton("a"), 5, TreePSet.empty(), null);

        assertThat(scheduler.decide(state, backlog, 20)).containsExactly(new Command.Seek(5, "b"));
    }

    @Test
    void theRunStopsAtItsGoal() {
        twoWorkersJoined();

        assertThat(scheduler.decide(state, backlog(List.of(2), List.of(), 3, Set.of(), "it is good enough"), 30))
                .containsExactly(new Command.Stop("it is good enough"));
    }

    @Test
    void theTimeWithoutAMasterDoesNotCountAgainstTheLimit() {
        twoWorkersJoined();
        happened(50_000, new RunResumed("its master was started again"));
        Backlog backlog = new Backlog(List.of(), List.of("a", "b"), 2);

        assertThat(scheduler.decide(state, backlog, 109_980)).isEmpty();
        assertThat(scheduler.decide(state, backlog, 109_990))
                .containsExactly(new Command.Stop("its time of 60 s is over"));
    }
}
