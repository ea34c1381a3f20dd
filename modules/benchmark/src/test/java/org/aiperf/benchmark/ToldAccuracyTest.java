package org.aiperf.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.aiperf.benchmark.SearchEvent.TrainingTuned;
import org.aiperf.benchmark.SearchEvent.TrialStarted;
import org.aiperf.benchmark.plan.CurvePrediction;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.junit.jupiter.api.Test;

final class ToldAccuracyTest {
    private static final Cost COST = new Cost(1, 1, 1, 1);

    private final Scripted run = new Scripted()
            .at(0, Scripted.candidate(1, 0, COST))
            .at(1, new TrialAssigned(1, 1, "a"))
            .at(2, new TrialStarted(1, 1, 40, 0, 640, 100, "float32"));

    private static CurvePrediction prediction(CurvePrediction.Kind kind) {
        return new CurvePrediction(kind, 120, 0.75, 90, 2, 10, 80);
    }

    private double told(CurvePrediction.Kind kind) {
        return ToldAccuracy.of(run.run().search().trial(1).orElseThrow(), prediction(kind));
    }

    private void epochs(int from, int to, double limit) {
        for (int epoch = from; epoch <= to; epoch++) {
            run.at(2 + epoch, Scripted.epoch(1, 1, epoch, limit - 0.5 / (1 + epoch - from)));
        }
    }

    @Test
    void aCurveThatStillRisesIsToldForWhatItWillCome() {
        epochs(1, 20, 0.7);

        assertThat(told(CurvePrediction.Kind.NONE)).isCloseTo(0.675, within(1e-9));
        assertThat(told(CurvePrediction.Kind.FIT)).isGreaterThan(0.675).isLessThan(0.75);
        assertThat(told(CurvePrediction.Kind.REFERENCE)).isGreaterThanOrEqualTo(0.675);
    }

    @Test
    void aShortTrainingIsToldAsItIs() {
        epochs(1, 9, 0.7);

        for (CurvePrediction.Kind kind : CurvePrediction.Kind.values()) {
            assertThat(told(kind)).as(kind.name()).isCloseTo(0.7 - 0.5 / 9, within(1e-9));
        }
    }

    @Test
    void theBestOfTheTrainingsOfACandidateIsTold() {
        Cost dearer = new Cost(2, 2, 2, 2);
        epochs(1, 20, 0.7);
        run.at(30, new TrainingTuned(1, 1, 2, new Hyperparameters(0.1, 5, 32, 0.1), dearer, dearer));
        epochs(21, 40, 0.6);

        Trial trial = run.run().search().trial(1).orElseThrow();
        assertThat(told(CurvePrediction.Kind.NONE)).isCloseTo(0.675, within(1e-9));
        assertThat(trial.bestTraining()).isEqualTo(1);
        assertThat(trial.epochsOf(2)).hasSize(20);
        assertThat(trial.operations(trial.epochs().get(0))).isEqualTo(COST.of(640, 10, 100));
        assertThat(trial.operations(trial.epochs().get(39))).isEqualTo(dearer.of(640, 10, 100));
    }

    @Test
    void foresightComparesWhatWasExpectedWithWhatCame() {
        Scripted many = new Scripted();
        for (int number = 1; number <= 6; number++) {
            SearchEvent.CandidateProposed plain = Scripted.candidate(number, 0, COST);
            many.at(
                            number,
                            new SearchEvent.CandidateProposed(
                                    number,
                                    0,
                                    "wider",
                                    "wider",
                                    "a",
                                    plain.digest(),
                                    1,
                                    1,
                                    COST,
                                    COST,
                                    0,
                                    0.1 * number))
                    .at(number, new TrialAssigned(number, 1, "a"))
                    .at(number, new TrialStarted(number, 1, 1, 0, 640, 100, "float32"))
                    .at(number, Scripted.epoch(number, 1, 1, 0.9 - 0.1 * number))
                    .at(number, Scripted.finished(number, 1));
            Foresight foresight = Foresight.of(many.run().search());
            assertThat(foresight.models()).isEqualTo(number);
            assertThat(foresight.rankCorrelation().isPresent()).isEqualTo(number >= 5);
        }
        assertThat(Foresight.of(many.run().search()).rankCorrelation()).hasValue(-1);
    }
}
