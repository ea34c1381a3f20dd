package org.aiperf.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchEvent.EpochFinished;
import org.aiperf.benchmark.SearchEvent.RunPredicted;
import org.aiperf.benchmark.SearchEvent.StepsExecuted;
import org.aiperf.benchmark.SearchEvent.TrialStarted;
import org.aiperf.problems.Problems;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.Test;

final class RulesTest {
    private static final Cost COST = new Cost(1, 1, 1, 1);

    private SearchRun run = SearchRun.EMPTY;
    private String precision = "float32";

    private void at(double seconds, Event event) {
        run = run.next(new Recorded(1, 1_000_000 + Math.round(seconds * 1000), event));
    }

    private void trial(int number, String digest, double accuracy, double from, double to) {
        at(from, new CandidateProposed(number, 0, "wider", "wider 1", "w", digest, 1, 1, COST, COST, 2, null));
        at(from, new TrialAssigned(number, 1, "w"));
        at(from, new TrialStarted(number, 1, 1, 0, 10, 10, precision));
        at(to, new StepsExecuted(number, 1, 1, 10, 10, 0.75 * (to - from), (to - from) / 16, 0));
        at(to, new EpochFinished(number, 1, 1, accuracy, 0, 0, 1, 10, 10, to - from));
        at(to, new TrialEnded(number, 1, Outcome.FINISHED, ""));
    }

    private List<RuleVerdict> verdicts(String planText) {
        return Rules.judge(SearchPlan.parse("plan.yaml", planText, new Problems()), run);
    }

    @Test
    void everyRuleSaysWhatItSaw() {
        at(0, new RunStarted("r", "r", "preset: laptop\n", Map.of()));
        trial(1, "a", 0.71, 0, 1800);
        trial(2, "b", 0.2, 1800, 3600);

        assertThat(verdicts("preset: parity\n"))
                .containsExactly(
                        new RuleVerdict("duration", true, "run at least 3600 s", "3600 s", "3600 s"),
                        new RuleVerdict("precision", true, "precision at least float16", "float16", "float32"),
                        new RuleVerdict("accuracy", true, "accuracy above 70.0 %", "70.0 %", "71.0 %"),
                        new RuleVerdict("distinct", true, "no architecture trained twice", "", "2 / 2"));
        assertThat(Rules.allPass(verdicts("preset: parity\n"))).isTrue();
    }

    @Test
    void whatFallsShortBreaksItsRuleAlone() {
        at(0, new RunStarted("r", "r", "", Map.of()));
        trial(1, "a", 0.7, 0, 10);
        precision = "bfloat16";
        trial(2, "a", 0.7, 10, 20);

        List<RuleVerdict> verdicts =
                verdicts("preset: parity\nvalidity:\n  leastPrecision: float32\n  leastSeconds: 20\n");

        assertThat(verdicts.stream().filter(verdict -> !verdict.passed()).map(RuleVerdict::id))
                .containsExactly("precision", "accuracy", "distinct");
    }

    @Test
    void theTimeOfTheWorkersIsShared() {
        at(0, new RunStarted("r", "r", "", Map.of()));
        trial(1, "a", 0.7, 0, 10);
        trial(2, "b", 0.7, 10, 20);

        assertThat(TimeShares.of(run.search())).isEqualTo(new TimeShares(0.75, 0.2, 0.0625, 0.1875));
        assertThat(TimeShares.of(SearchState.EMPTY)).isEqualTo(new TimeShares(0, 0, 0, 0));
    }

    @Test
    void thePredictionIsPartOfTheRunAndOfItsLog() throws Exception {
        RunPredicted predicted = new RunPredicted(1.5e12, 7, 60, 0.1);
        String line = SearchRun.codec().encode(new Recorded(2, 5, predicted));

        assertThat(SearchRun.of(List.of(SearchRun.codec().decode(line))).predicted())
                .isEqualTo(predicted);
    }
}
