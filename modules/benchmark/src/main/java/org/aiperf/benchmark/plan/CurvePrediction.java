package org.aiperf.benchmark.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the accuracy that the search is told follows from the learning curve of a short training.
 *
 * @param anchorEpoch the epoch of the reference's artificial last point
 * @param anchorAccuracy and its accuracy
 * @param atEpoch where the fitted curve is read
 * @param margin root mean square errors that the reference takes off what it reads there
 * @param fromEpoch shorter trainings are not predicted
 * @param toEpoch trainings of so many epochs are not predicted any more
 */
public record CurvePrediction(
        Kind kind, int anchorEpoch, double anchorAccuracy, int atEpoch, double margin, int fromEpoch, int toEpoch) {

    /** What is fitted. */
    public enum Kind {
        /** Nothing: the best accuracy is told. */
        NONE,
        /** The reference's logarithm with its artificial point. */
        REFERENCE,
        /** A curve of its own for each trial, with its uncertainty. */
        FIT;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static CurvePrediction read(PlanSection plan) {
        List<String> kinds = Arrays.stream(Kind.values()).map(Kind::word).toList();
        CurvePrediction prediction = new CurvePrediction(
                Kind.valueOf(plan.choice("kind", kinds).toUpperCase(Locale.ROOT)),
                plan.smallNumber("anchorEpoch", 1, 1_000_000),
                plan.number("anchorAccuracy", 0, 1),
                plan.smallNumber("atEpoch", 1, 1_000_000),
                plan.number("margin", 0, 100),
                plan.smallNumber("fromEpoch", 1, 1_000_000),
                plan.smallNumber("toEpoch", 1, 1_000_000));
        if (prediction.fromEpoch() >= prediction.toEpoch()) {
            plan.refuse("toEpoch", "is not above fromEpoch", "write more than " + prediction.fromEpoch());
        }
        plan.refuseUnknown();
        return prediction;
    }
}
