package org.aiperf.benchmark.plan;

import java.util.List;

/**
 * Which hyperparameters are tuned, and from when on. A range whose ends are equal is not tuned.
 *
 * @param fromRound the first round, from 1, whose trials are trained more than once
 * @param trials how often one candidate is trained from then on, the first time with its parent's best values
 * @param patience trainings in a row that are no better, after which no more follow
 * @param kernel sizes to choose from, all odd
 * @param kernelFrom position in the list, from 0, of the first layer whose kernel is tuned
 */
public record HyperparameterSettings(
        int fromRound,
        int trials,
        int patience,
        Range dropout,
        List<Integer> kernel,
        int kernelFrom,
        Range batchSize,
        Range learningRate) {

    public HyperparameterSettings {
        kernel = List.copyOf(kernel);
    }

    /** Reads the section. */
    public static HyperparameterSettings read(PlanSection plan) {
        HyperparameterSettings hyperparameters = new HyperparameterSettings(
                plan.smallNumber("fromRound", 1, 1_000_000),
                plan.smallNumber("trials", 1, 1_000),
                plan.smallNumber("patience", 1, 1_000),
                plan.range("dropout", 0, 0.95),
                plan.smallNumbers("kernel", 1, 31),
                plan.smallNumber("kernelFrom", 0, 1_000_000),
                plan.range("batchSize", 1, 65_536),
                plan.range("learningRate", 1e-6, 10));
        for (int size : hyperparameters.kernel()) {
            if (size % 2 == 0) {
                plan.refuse("kernel", size + " is even", "write odd sizes, as in [3, 5, 7]");
            }
        }
        plan.refuseUnknown();
        return hyperparameters;
    }

    /** Whether trials of a round, from 1, are trained more than once. */
    public boolean tunesIn(int round) {
        return trials > 1 && round >= fromRound;
    }
}
