package org.aiperf.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.junit.jupiter.api.Test;

final class SearchPlanTest {
    private final Problems problems = new Problems();

    @Test
    void theDemonstrationsPlanIsSoundAndItsDefaultsAreTheLaptops() {
        SearchPlan plan = SearchPlan.parse("plan.yaml", SearchPlan.DEMO, problems);

        assertThat(problems.list()).isEmpty();
        assertThat(plan.name()).isEqualTo("demo");
        assertThat(plan.seconds()).isEqualTo(180);
        assertThat(plan.search().inherit()).isTrue();
        assertThat(plan.validity()).isEqualTo(new SearchPlan.Validity(3600, 0.7));
    }

    @Test
    void everyKeyReachesThePlan() {
        SearchPlan plan = SearchPlan.parse("plan.yaml", """
                name: mine
                preset: laptop
                requireValid: true
                seconds: 60
                trials: 7
                seed: 9
                search:
                  initial: resnet14
                  inherit: false
                  mostForwardOperations: 1000
                data:
                  train: shapes#0-10
                  test: shapes#10-20
                training:
                  epochs: 3
                  batchSize: 32
                  learningRate: 0.2
                  labelSmoothing: 0.05
                  shift: 1
                  flip: true
                scoring:
                  trainImages: 11
                  testImages: 12
                  spacingSeconds: 2
                  firstSampleSeconds: 3
                validity:
                  leastSeconds: 10
                  leastAccuracy: 0.3
                """, problems);

        assertThat(problems.list()).isEmpty();
        assertThat(plan)
                .isEqualTo(new SearchPlan(
                        "mine",
                        SearchPlan.Preset.LAPTOP,
                        true,
                        60,
                        7,
                        9,
                        new SearchPlan.Search("resnet14", false, 1000),
                        new SearchPlan.Data("shapes#0-10", "shapes#10-20"),
                        new SearchPlan.Training(3, 32, 0.2, 0.05, 1, true),
                        new SearchPlan.Scoring(11, 12, 2, 3),
                        new SearchPlan.Validity(10, 0.3)));
    }

    @Test
    void whatIsWrongIsSaidAllAtOnceWithLines() {
        SearchPlan.parse("plan.yaml", """
                name: "../evil"
                secnds: 60
                training:
                  epochs: 0
                  learningrate: 0.9
                """, problems);

        assertThat(problems.list().stream().map(Problem::line)).containsExactly(1, 4, 5, 2);
    }
}
