package org.aiperf.benchmark.plan;

/**
 * When a training ends before its last epoch: the test loss has not fallen by {@code leastChange} for a number of epochs
 * in a row.
 *
 * @param patience that number in the first round
 * @param patiencePerRound how much it grows with every round
 * @param mostPatience what it does not grow beyond
 */
public record EarlyStopping(boolean on, double leastChange, int patience, int patiencePerRound, int mostPatience) {

    static EarlyStopping read(PlanSection plan) {
        EarlyStopping stopping = new EarlyStopping(
                plan.flag("on"),
                plan.number("leastChange", 0, 1e6),
                plan.smallNumber("patience", 1, 10_000),
                plan.smallNumber("patiencePerRound", 0, 10_000),
                plan.smallNumber("mostPatience", 1, 10_000));
        if (stopping.patience() > stopping.mostPatience()) {
            plan.refuse("mostPatience", "is below patience", "write at least " + stopping.patience());
        }
        plan.refuseUnknown();
        return stopping;
    }

    /** Epochs in a row in a round, from 1: {@code min(patience + patiencePerRound · (round − 1), mostPatience)}. */
    int patienceIn(int round) {
        return (int) Math.min(patience + (long) patiencePerRound * (round - 1), mostPatience);
    }
}
