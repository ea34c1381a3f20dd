package org.aiperf.search.curves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected numbers were calculated with NumPy: dense least squares, and dense Bayesian linear regression. */
final class LearningCurvesTest {
    private static List<Double> curve(int epochs) {
        List<Double> curve = new ArrayList<>();
        for (int e = 1; e <= epochs; e++) {
            curve.add(0.09 * Math.log(e + 2.5) / Math.log(2) + 0.12 + 0.01 * Math.sin(3 * e));
        }
        return curve;
    }

    @Test
    void theFitIsTheLeastSquaresFit() {
        List<LogarithmicFit.Point> points = new ArrayList<>();
        List<Double> curve = curve(15);
        for (int i = 0; i < 15; i++) {
            points.add(new LogarithmicFit.Point(i + 1, curve.get(i)));
        }
        points.add(new LogarithmicFit.Point(120, 0.75));
        LogarithmicFit fit = LogarithmicFit.of(points);
        assertThat(fit.a()).isCloseTo(0.09213827539755944, within(1e-6));
        assertThat(fit.b()).isCloseTo(2.6539173870548227, within(1e-4));
        assertThat(fit.c()).isCloseTo(0.11093066663006913, within(1e-6));
        assertThat(fit.rootMeanSquare()).isCloseTo(0.007653500388508851, within(1e-9));
    }

    @Test
    void theReferencesMetricIsItsPredictionWhereItMakesOne() {
        ReferencePrediction reference = new ReferencePrediction(new LogarithmicFit.Point(120, 0.75), 90, 2, 10, 80);
        assertThat(reference.metric(curve(15))).isCloseTo(0.6976348932611911, within(1e-6));
        assertThat(reference.metric(curve(9))).isEqualTo(Collections.max(curve(9)));
        assertThat(reference.metric(curve(80))).isEqualTo(Collections.max(curve(80)));
        assertThat(reference.metric(List.of())).isZero();
        assertThat(reference.metric(Collections.nCopies(12, 0.95)))
                .as("below the best")
                .isEqualTo(0.95);
    }

    @Test
    void thePosteriorIsThatOfDenseBayesianRegression() {
        CurvePosterior posterior = new CurvePosterior(List.of(0.3, 0.42, 0.5, 0.53, 0.57));
        assertThat(posterior.mean(20)).isCloseTo(0.6894148553303233, within(1e-9));
        assertThat(posterior.deviation(20)).isCloseTo(0.04784925765272513, within(1e-9));
    }

    @Test
    void aLongerCurveIsLessUncertain() {
        assertThat(new CurvePosterior(curve(25)).deviation(30)).isLessThan(new CurvePosterior(curve(5)).deviation(30));
    }

    @Test
    void aTrainingStopsWhenItsLossHasNotFallenForItsPatience() {
        EarlyStopping stopping = EarlyStopping.start(0.001, 2);
        double[] losses = {1.0, 0.9, 0.8995, 0.89, 0.8895, 0.8899};
        for (int i = 0; i < losses.length; i++) {
            stopping = stopping.then(losses[i]);
            assertThat(stopping.isOver()).as("epoch %d", i + 1).isEqualTo(i == 5);
        }
        assertThat(stopping.best()).isEqualTo(0.89);
    }
}
