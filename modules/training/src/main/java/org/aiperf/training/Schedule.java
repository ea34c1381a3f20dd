package org.aiperf.training;

/**
 * The learning rate of each step. AIPerf lowers it linearly, lr(epoch) = lr₀ · (1 − epoch / epochs); here it falls with
 * every step, which for a plan of few epochs is the same line with finer stairs, and over the epochs of the schedule even
 * when fewer are trained. A warm-up may come first, during which
 * it rises linearly: a batch normalisation's first gradients are too large for the full rate.
 */
record Schedule(float initial, int warmUpSteps, int totalSteps) {

    static Schedule of(TrainingOptions options, int stepsPerEpoch) {
        int total = Math.multiplyExact(options.epochsOfSchedule(), stepsPerEpoch);
        return new Schedule(options.learningRate(), Math.min(options.warmUpSteps(), total / 4), total);
    }

    /** The rate of a step, counted from 0. */
    float learningRate(int step) {
        if (step < warmUpSteps) {
            return initial * (step + 1) / (warmUpSteps + 1);
        }
        return initial * (totalSteps - step) / (totalSteps - warmUpSteps);
    }
}
