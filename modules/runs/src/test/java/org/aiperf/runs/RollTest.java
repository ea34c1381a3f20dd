package org.aiperf.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.aiperf.runs.LifecycleEvent.WorkerLeft;
import org.aiperf.runs.LifecycleEvent.WorkerLost;
import org.aiperf.runs.RunState.Placement;
import org.aiperf.runs.RunState.Presence;
import org.aiperf.runs.RunState.Worker;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePSet;

/** What is kept up from event to event says what a look through everything says. */
final class RollTest {
    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

    private static Event any(SplittableRandom random) {
        String worker = "w" + random.nextInt(6);
        int trial = random.nextInt(1, 9);
        int attempt = random.nextInt(1, 4);
        return switch (random.nextInt(6)) {
            case 0 -> new WorkerJoined(worker, List.of("cpu"), Map.of());
            case 1 -> new WorkerLost(worker, "");
            case 2 -> new WorkerLeft(worker);
            case 3 -> new TrialAssigned(trial, attempt, worker);
            default -> new TrialEnded(trial, attempt, OUTCOMES.get(random.nextInt(OUTCOMES.size())), "");
        };
    }

    @RepeatedTest(50)
    void afterEveryEventItFollowsFromWorkersAndTrials(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        RunState state = RunState.EMPTY.next(new Recorded(1, 0, new RunStarted("r", "r", "", Map.of())));
        for (int i = 2; i < 200; i++) {
            Event event = any(random);
            state = state.next(new Recorded(i, i, event));
            RunState now = state;
            String when = "seed " + seed + ", event " + i + ": " + event;

            List<Worker> present = now.workers().values().stream()
                    .filter(worker -> worker.presence() == Presence.PRESENT)
                    .toList();
            assertThat(now.present().values()).as(when).containsExactlyInAnyOrderElementsOf(present);
            assertThat(List.copyOf(now.present().keySet())).as(when).isSorted();
            assertThat(now.idle())
                    .as(when)
                    .containsExactlyElementsOf(present.stream()
                            .filter(Worker::isIdle)
                            .map(Worker::name)
                            .sorted()
                            .toList());
            assertThat(now.lost())
                    .as(when)
                    .containsExactlyElementsOf(now.trials().values().stream()
                            .filter(placement -> placement.outcome() != null
                                    && placement.outcome().isLost())
                            .map(Placement::trial)
                            .sorted()
                            .toList());
            for (Outcome outcome : Outcome.values()) {
                assertThat(now.count(outcome))
                        .as(when)
                        .isEqualTo(now.trials().values().stream()
                                .filter(placement -> placement.outcome() == outcome)
                                .count());
            }
        }
    }

    /** Looking through all workers and trials at every decision would take minutes here. */
    @Test
    void aDecisionTakesAsLongForThousandsOfWorkersAsForAFew() {
        Scheduler scheduler = new Scheduler(new Scheduler.Limits(Long.MAX_VALUE, Integer.MAX_VALUE, 0, 0));
        RunState state = RunState.EMPTY.next(new Recorded(1, 0, new RunStarted("r", "r", "", Map.of())));
        long sequence = 1;
        int workers = 4_096;
        for (int i = 0; i < workers; i++) {
            state = state.next(new Recorded(++sequence, 0, new WorkerJoined("w" + i, List.of("cpu"), Map.of())));
        }
        for (int trial = 1; trial <= 100_000; trial++) {
            state = state.next(new Recorded(++sequence, 0, new TrialAssigned(trial, 1, "w" + trial % workers)));
            if (trial > workers) {
                state = state.next(
                        new Recorded(++sequence, 0, new TrialEnded(trial - workers, 1, Outcome.FINISHED, "")));
            }
        }
        TreePSet<Integer> waiting = TreePSet.empty();
        for (int i = 0; i < workers; i++) {
            waiting = waiting.plus(200_000 + i);
        }
        Backlog backlog = new Backlog(waiting, TreePSet.empty(), TreePSet.empty(), 300_000, TreePSet.empty(), null);
        long start = System.nanoTime();
        for (int i = 0; i < 20_000; i++) {
            assertThat(scheduler.decide(state, backlog, i)).isEmpty();
        }
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(10);
    }
}
