package org.aiperf.benchmark.plan;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How one trial is trained.
 *
 * @param rounds epochs of a trial in each round; the last number holds for all later rounds
 * @param epochsOfSchedule over how many epochs the learning rate falls to 0, whatever the round
 * @param batchSize images to a step
 * @param learningRate after the warm-up; it falls linearly
 * @param momentum of the gradient descent
 * @param warmUpSteps over which the learning rate rises
 * @param labelSmoothing share of the true class's probability that is spread over all
 * @param shift images are moved by up to so many pixels
 * @param flip whether images are mirrored left to right at random
 * @param lossScale what the loss is multiplied by in mixed precision, so that small gradients survive
 */
public record TrainingSettings(
        List<Integer> rounds,
        int epochsOfSchedule,
        int batchSize,
        double learningRate,
        double momentum,
        int warmUpSteps,
        double labelSmoothing,
        int shift,
        boolean flip,
        Precision precision,
        double lossScale,
        EarlyStopping earlyStopping,
        CurvePrediction prediction) {

    private static final int MOST_EPOCHS = 10_000;

    /** The numbers that are computed with. */
    public enum Precision {
        /** Four bytes throughout. */
        FLOAT32,
        /** Two bytes in products, four in sums and weights. */
        MIXED;

        /** The numbers that it computes in where the device has them. */
        public String finest() {
            return this == FLOAT32 ? "float32" : "bfloat16";
        }

        /** How plans name it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public TrainingSettings {
        rounds = List.copyOf(rounds);
    }

    /** Reads the section. */
    public static TrainingSettings read(PlanSection plan) {
        List<Integer> rounds = rounds(plan);
        int longest = rounds.isEmpty() ? 1 : Collections.max(rounds);
        int epochsOfSchedule = plan.smallNumber("epochsOfSchedule", 0, MOST_EPOCHS);
        if (epochsOfSchedule > 0 && epochsOfSchedule < longest) {
            plan.refuse(
                    "epochsOfSchedule",
                    "is " + epochsOfSchedule + ", but a round has " + longest + " epochs",
                    "write at least " + longest + ", or 0 for the longest round");
        }
        TrainingSettings training = new TrainingSettings(
                rounds,
                epochsOfSchedule == 0 ? longest : epochsOfSchedule,
                plan.smallNumber("batchSize", 1, 65_536),
                plan.number("learningRate", 1e-6, 10),
                plan.number("momentum", 0, 0.9999),
                plan.smallNumber("warmUpSteps", 0, 1_000_000),
                plan.number("labelSmoothing", 0, 0.5),
                plan.smallNumber("shift", 0, 16),
                plan.flag("flip"),
                Precision.valueOf(
                        plan.choice("precision", List.of("float32", "mixed")).toUpperCase(Locale.ROOT)),
                plan.number("lossScale", 1, 1 << 24),
                EarlyStopping.read(plan.section("earlyStopping")),
                CurvePrediction.read(plan.section("prediction")));
        plan.refuseUnknown();
        return training;
    }

    /** {@code epochs: 4} is short for {@code rounds: [4]}. */
    private static List<Integer> rounds(PlanSection plan) {
        if (plan.gives("epochs") && plan.gives("rounds")) {
            plan.refuse("epochs", "is given beside rounds", "keep one of them");
        }
        return plan.smallNumbers("rounds", "epochs", 1, MOST_EPOCHS);
    }

    /** Epochs of a trial in a round, from 1. */
    public int epochsIn(int round) {
        return rounds.get(Math.min(round, rounds.size()) - 1);
    }

    /** Epochs of a trial in the first round. */
    public int epochs() {
        return epochsIn(1);
    }
}
