package org.aiperf.benchmark;

import java.util.List;
import org.aiperf.benchmark.plan.CurvePrediction;
import org.aiperf.search.curves.CurvePosterior;
import org.aiperf.search.curves.LogarithmicFit;
import org.aiperf.search.curves.ReferencePrediction;

/** The accuracy that the search is told of a finished trial: what was measured, or what longer training would have come to. */
public final class ToldAccuracy {
    private ToldAccuracy() {}

    /** The best over the trainings of the candidate. */
    public static double of(Trial trial, CurvePrediction prediction) {
        double best = 0;
        for (int training = 1; training <= trial.training(); training++) {
            List<Double> curve =
                    trial.epochsOf(training).stream().map(Trial.Epoch::accuracy).toList();
            best = Math.max(best, of(curve, prediction));
        }
        return best;
    }

    private static double of(List<Double> curve, CurvePrediction prediction) {
        double best = curve.stream().mapToDouble(accuracy -> accuracy).max().orElse(0);
        boolean isPredicted = curve.size() >= prediction.fromEpoch() && curve.size() < prediction.toEpoch();
        return switch (prediction.kind()) {
            case NONE -> best;
            case REFERENCE ->
                new ReferencePrediction(
                                new LogarithmicFit.Point(prediction.anchorEpoch(), prediction.anchorAccuracy()),
                                prediction.atEpoch(),
                                prediction.margin(),
                                prediction.fromEpoch(),
                                prediction.toEpoch())
                        .metric(curve);
            case FIT -> isPredicted ? Math.clamp(new CurvePosterior(curve).mean(prediction.atEpoch()), 0, 1) : best;
        };
    }
}
