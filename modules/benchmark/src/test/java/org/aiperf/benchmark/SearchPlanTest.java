package org.aiperf.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.aiperf.architecture.morphism.MorphismKind;
import org.aiperf.benchmark.plan.CurvePrediction;
import org.aiperf.benchmark.plan.DataSettings;
import org.aiperf.benchmark.plan.Deviation;
import org.aiperf.benchmark.plan.EarlyStopping;
import org.aiperf.benchmark.plan.HyperparameterSettings;
import org.aiperf.benchmark.plan.Preset;
import org.aiperf.benchmark.plan.Range;
import org.aiperf.benchmark.plan.ScoringSettings;
import org.aiperf.benchmark.plan.SearchSettings;
import org.aiperf.benchmark.plan.SlurmSettings;
import org.aiperf.benchmark.plan.TrainingSettings;
import org.aiperf.benchmark.plan.TrialSettings;
import org.aiperf.benchmark.plan.ValiditySettings;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.junit.jupiter.api.Test;

final class SearchPlanTest {
    private final Problems problems = new Problems();

    private SearchPlan plan(String text) {
        return SearchPlan.parse("plan.yaml", text, problems);
    }

    private List<Integer> problemLines() {
        return problems.list().stream().map(Problem::line).toList();
    }

    @Test
    void theDemonstrationsPlanIsSoundAndItsDefaultsAreTheLaptops() {
        SearchPlan plan = plan(SearchPlan.DEMO);

        assertThat(problems.list()).isEmpty();
        assertThat(plan.name()).isEqualTo("demo");
        assertThat(plan.seconds()).isEqualTo(180);
        assertThat(plan.targetAccuracy()).isZero();
        assertThat(plan.search().inherit()).isTrue();
        assertThat(plan.search().strategy()).isEqualTo(SearchSettings.Strategy.GROWTH);
        assertThat(plan.training().rounds()).containsExactly(4);
        assertThat(plan.training().epochsOfSchedule()).isEqualTo(4);
        assertThat(plan.training().batchSize()).isEqualTo(64);
        assertThat(plan.training().earlyStopping().on()).isFalse();
        assertThat(plan.validity()).isEqualTo(new ValiditySettings(3600, 0.7, "float16"));
        assertThat(plan.demandsValid()).isFalse();
        assertThat(plan.isComparable()).isFalse();
        assertThat(plan.reasonsNotComparable()).containsExactly("the laptop preset has constants of its own");
    }

    @Test
    void everyKeyReachesThePlan() {
        SearchPlan plan = plan("""
                name: mine
                preset: laptop
                requireValid: true
                seconds: 60
                trials: 7
                seed: 9
                targetAccuracy: 0.9
                search:
                  strategy: random
                  initial: resnet14
                  initialWeights: weights.npz
                  inherit: false
                  morphisms: [concat, wider]
                  beta: 1.5
                  leastTemperature: 0.01
                  neighbours: 5
                  mostSize: 99
                  mostLayers: 44
                  mostForwardOperations: 1000
                data:
                  train: shapes#0-10
                  test: shapes#10-20
                  mostCorrupt: 3
                training:
                  rounds: [1, 2]
                  epochsOfSchedule: 5
                  batchSize: 32
                  learningRate: 0.2
                  momentum: 0.8
                  warmUpSteps: 2
                  labelSmoothing: 0.05
                  shift: 1
                  flip: true
                  precision: mixed
                  lossScale: 128
                  earlyStopping:
                    on: true
                    leastChange: 0.01
                    patience: 2
                    patiencePerRound: 1
                    mostPatience: 4
                  prediction:
                    kind: fit
                    anchorEpoch: 12
                    anchorAccuracy: 0.5
                    atEpoch: 9
                    margin: 1
                    fromEpoch: 1
                    toEpoch: 8
                hyperparameters:
                  fromRound: 2
                  trials: 3
                  patience: 4
                  dropout: [0.1, 0.3]
                  kernel: [1, 3]
                  kernelFrom: 5
                  batchSize: [16, 32]
                  learningRate: [0.01, 0.1]
                scoring:
                  trainImages: 11
                  testImages: 12
                  spacingSeconds: 2
                  firstSampleSeconds: 3
                validity:
                  leastSeconds: 10
                  leastAccuracy: 0.3
                  leastPrecision: float32
                slurm:
                  allocation: one
                  exclusive: false
                """);

        assertThat(problems.list()).isEmpty();
        assertThat(plan)
                .isEqualTo(new SearchPlan(
                        "mine",
                        Preset.LAPTOP,
                        true,
                        60,
                        7,
                        9,
                        0.9,
                        new SearchSettings(
                                SearchSettings.Strategy.RANDOM,
                                "resnet14",
                                "weights.npz",
                                false,
                                Set.of(MorphismKind.CONCAT, MorphismKind.WIDER),
                                1.5,
                                0.01,
                                5,
                                99,
                                44,
                                1000),
                        new DataSettings("shapes#0-10", "shapes#10-20", 3),
                        new TrainingSettings(
                                List.of(1, 2),
                                5,
                                32,
                                0.2,
                                0.8,
                                2,
                                0.05,
                                1,
                                true,
                                TrainingSettings.Precision.MIXED,
                                128,
                                new EarlyStopping(true, 0.01, 2, 1, 4),
                                new CurvePrediction(CurvePrediction.Kind.FIT, 12, 0.5, 9, 1, 1, 8)),
                        new HyperparameterSettings(
                                2,
                                3,
                                4,
                                new Range(0.1, 0.3),
                                List.of(1, 3),
                                5,
                                new Range(16, 32),
                                new Range(0.01, 0.1)),
                        new ScoringSettings(11, 12, 2, 3),
                        new ValiditySettings(10, 0.3, "float32"),
                        new SlurmSettings(SlurmSettings.Allocation.ONE, false),
                        plan.deviations()));
        assertThat(plan.deviations()).hasSize(60);
        assertThat(plan.validity().admits("float32")).isTrue();
        assertThat(plan.validity().admits("bfloat16")).isFalse();
    }

    /** AIPerf, {@code imagenet_train.py}: 15, 30, 45, then 60 epochs; patience {@code min(6 + 2 · round, 20)}, round from 0. */
    @Test
    void aParityPlanHasTheReferencesConstants() {
        SearchPlan plan = plan("preset: parity\n");

        assertThat(problems.list()).isEmpty();
        assertThat(plan.reasonsNotComparable()).isEmpty();
        assertThat(plan.isComparable()).isTrue();
        assertThat(plan.demandsValid()).isTrue();
        assertThat(plan.deviations()).isEmpty();
        assertThat(plan.scoring()).isEqualTo(new ScoringSettings(1_280_000, 50_000, 360, 720));
        assertThat(plan.trialIn(1)).isEqualTo(new TrialSettings(1, 15, 60, true, 6, 0.001, 1));
        assertThat(plan.trialIn(2)).isEqualTo(new TrialSettings(2, 30, 60, true, 8, 0.001, 1));
        assertThat(plan.trialIn(3)).isEqualTo(new TrialSettings(3, 45, 60, true, 10, 0.001, 1));
        assertThat(plan.trialIn(4)).isEqualTo(new TrialSettings(4, 60, 60, true, 12, 0.001, 2));
        assertThat(plan.trialIn(8)).isEqualTo(new TrialSettings(8, 60, 60, true, 20, 0.001, 2));
        assertThat(plan.trialIn(90)).isEqualTo(new TrialSettings(90, 60, 60, true, 20, 0.001, 2));
    }

    @Test
    void aRoundIsOneTrialOfEachWorker() {
        assertThat(TrialSettings.roundOf(1, 14)).isEqualTo(1);
        assertThat(TrialSettings.roundOf(14, 14)).isEqualTo(1);
        assertThat(TrialSettings.roundOf(15, 14)).isEqualTo(2);
        assertThat(TrialSettings.roundOf(3, 1)).isEqualTo(3);
    }

    @Test
    void aParityPlanKnowsWhatMakesItIncomparable() {
        SearchPlan plan = plan("""
                preset: parity
                seconds: 7200
                data:
                  train: tfrecord:/data/train
                  test: shapes
                training:
                  batchSize: 256
                  labelSmoothing: 0
                  rounds: [1]
                """);

        assertThat(problems.list()).isEmpty();
        assertThat(plan.isComparable()).isFalse();
        assertThat(plan.incomparable())
                .contains(
                        new Deviation("data.test", "tfrecord:datasets/imagenet/val", "shapes"),
                        new Deviation("training.rounds", "[15, 30, 45, 60]", "[1]"),
                        new Deviation("training.labelSmoothing", "0.1", "0.0"));
        assertThat(plan.reasonsNotComparable()).contains("training.rounds is [1] instead of [15, 30, 45, 60]");
    }

    @Test
    void aPartOfTheDataIsNotComparable() {
        assertThat(plan("preset: parity\ndata:\n  train: tfrecord:x#0-1000\n").incomparable())
                .extracting(Deviation::key)
                .contains("data.train");
    }

    @Test
    void epochsIsShortForOneRound() {
        SearchPlan plan = plan("training:\n  epochs: 7\n");

        assertThat(problems.list()).isEmpty();
        assertThat(plan.training().rounds()).containsExactly(7);
        assertThat(plan.training().epochsOfSchedule()).isEqualTo(7);
    }

    @Test
    void whatIsWrongIsSaidAllAtOnceWithLines() {
        plan("""
                name: "../evil"
                secnds: 60
                training:
                  epochs: 0
                  learningrate: 0.9
                """);

        assertThat(problemLines()).containsExactly(1, 4, 5, 2);
    }

    @Test
    void rangesTypesAndCrossChecksOfTheNewKeysAreRefusedWithLines() {
        plan("""
                preset: paritty
                search:
                  strategy: annealing
                  morphisms: [deeper, deeper]
                  neighbours: many
                training:
                  rounds: []
                  precision: float8
                  earlyStopping:
                    patience: 30
                    mostPatience: 20
                  prediction:
                    fromEpoch: 80
                    toEpoch: 80
                hyperparameters:
                  kernel: [3, 4]
                  dropout: [0.3, 0.1]
                  batchSize: 7
                validity:
                  leastPrecision: float64
                """);

        assertThat(problemLines()).contains(1, 3, 4, 5, 7, 8, 11, 14, 16, 17, 18, 20);
        assertThat(problems.list())
                .allSatisfy(problem -> assertThat(problem.fix()).isNotBlank());
    }

    @Test
    void roundsAndEpochsTogetherAreRefused() {
        plan("training:\n  rounds: [1]\n  epochs: 4\n");

        assertThat(problemLines()).containsExactly(3);
    }

    @Test
    void aScheduleShorterThanARoundIsRefused() {
        plan("training:\n  rounds: [5, 9]\n  epochsOfSchedule: 8\n");

        assertThat(problemLines()).containsExactly(3);
    }
}
