package org.aiperf.benchmark.plan;

/**
 * How long one trial is trained: what the plan says for its round.
 *
 * @param round from 1
 * @param epochs at most
 * @param epochsOfSchedule over which the learning rate falls to 0
 * @param stopsEarly whether a test loss that does not fall ends the training
 * @param patience epochs in a row without a fall that end it
 * @param leastChange the smallest fall that counts
 * @param trainings how often the candidate is trained, each time with other hyperparameters
 */
public record TrialSettings(
        int round,
        int epochs,
        int epochsOfSchedule,
        boolean stopsEarly,
        int patience,
        double leastChange,
        int trainings) {

    /** The settings of a trial in a round, from 1. */
    public static TrialSettings of(TrainingSettings training, HyperparameterSettings hyperparameters, int round) {
        EarlyStopping stopping = training.earlyStopping();
        return new TrialSettings(
                round,
                training.epochsIn(round),
                training.epochsOfSchedule(),
                stopping.on(),
                stopping.patienceIn(round),
                stopping.leastChange(),
                hyperparameters.tunesIn(round) ? hyperparameters.trials() : 1);
    }

    /**
     * The round of a trial: each worker takes one trial to a round (AIPerf, {@code imagenet_train.py}).
     *
     * @param trial from 1
     * @param workers at least 1
     */
    public static int roundOf(int trial, int workers) {
        return (trial - 1) / workers + 1;
    }
}
