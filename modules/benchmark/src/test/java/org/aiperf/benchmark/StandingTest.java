package org.aiperf.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.aiperf.benchmark.Trial.Status;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What is kept up from event to event says what a look through all trials says. */
final class StandingTest {
    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

    private static final Cost COST = new Cost(1, 2, 1, 0);

    private int candidates;

    private Event any(SplittableRandom random) {
        int trial = random.nextInt(1, candidates + 2);
        int attempt = random.nextInt(1, 4);
        return switch (random.nextInt(8)) {
            case 0 -> {
                candidates++;
                yield Scripted.candidate(candidates, 0, COST);
            }
            case 1, 2 -> new TrialAssigned(trial, attempt, "w" + random.nextInt(4));
            case 3 -> new SearchEvent.TrialStarted(trial, attempt, 2, random.nextInt(2), 10, 10, "float32");
            case 4, 5 -> Scripted.epoch(trial, attempt, random.nextInt(1, 3), random.nextInt(100) / 100.0);
            default -> new TrialEnded(trial, attempt, OUTCOMES.get(random.nextInt(OUTCOMES.size())), "");
        };
    }

    @RepeatedTest(50)
    void afterEveryEventItFollowsFromTheTrials(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        SearchState state = SearchState.EMPTY;
        for (int i = 1; i < 200; i++) {
            Event event = any(random);
            state = state.next(new Recorded(i, i, event));
            List<Trial> trials = state.byNumber();
            String when = "seed " + seed + ", event " + i + ": " + event;

            assertThat(state.waiting())
                    .as(when)
                    .containsExactlyElementsOf(trials.stream()
                            .filter(trial -> trial.status() == Status.WAITING)
                            .map(Trial::id)
                            .toList());
            assertThat(state.bestAccuracy())
                    .as(when)
                    .isEqualTo(trials.stream()
                            .filter(trial -> trial.status() != Status.LOST)
                            .mapToDouble(Trial::accuracy)
                            .max()
                            .orElse(0));
            assertThat(state.nearlyDone())
                    .as(when)
                    .containsExactlyElementsOf(List.of("w0", "w1", "w2", "w3").stream()
                            .filter(worker -> isNearlyDone(worker, trials))
                            .toList());
            for (Trial trial : trials) {
                assertThat(state.holder(trial.candidate().digest())).as(when).contains(trial.id());
            }
        }
    }

    private static boolean isNearlyDone(String worker, List<Trial> trials) {
        List<Trial> held = trials.stream()
                .filter(trial -> worker.equals(trial.worker()))
                .filter(trial -> trial.status() == Status.STARTING || trial.status() == Status.TRAINING)
                .toList();
        return held.size() == 1
                && held.getFirst().status() == Status.TRAINING
                && held.getFirst().epochs().size() >= held.getFirst().plannedEpochs() - 1;
    }
}
