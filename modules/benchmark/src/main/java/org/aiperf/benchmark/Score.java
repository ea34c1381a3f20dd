package org.aiperf.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.aiperf.benchmark.Trial.Status;
import org.aiperf.benchmark.plan.ScoringSettings;

/**
 * The benchmark's score (AIPerf, {@code scripts/reports/score.py}): operations of all epochs finished before a sample's
 * time, over the time from the first trial's start to the last of these epochs. An epoch counts with its evaluation or
 * not at all; epochs of lost attempts do not count.
 *
 * @param trainImages images of an epoch as the reference method counts them
 * @param testImages images of an evaluation likewise
 * @param spacingSeconds between samples
 * @param firstSampleSeconds when the first sample is due
 */
public record Score(long trainImages, long testImages, double spacingSeconds, double firstSampleSeconds) {

    private record Finished(
            double seconds, double accuracy, int testImages, double operations, double correctedOperations) {}

    /** As the plan says. */
    public static Score of(SearchPlan plan) {
        ScoringSettings scoring = plan.scoring();
        return new Score(
                scoring.trainImages(), scoring.testImages(), scoring.spacingSeconds(), scoring.firstSampleSeconds());
    }

    /** The samples of a run in order; the last one holds every finished epoch. Empty before the first epoch. */
    public List<ScoreSample> samples(SearchState state) {
        List<Finished> epochs = finishedEpochs(state);
        List<ScoreSample> samples = new ArrayList<>();
        if (epochs.isEmpty()) {
            return samples;
        }
        Running running = new Running();
        double due = firstSampleSeconds;
        for (Finished epoch : epochs) {
            while (due < epoch.seconds()) {
                if (running.seconds > 0) {
                    samples.add(running.sample(due));
                }
                due += spacingSeconds;
            }
            running.add(epoch);
        }
        samples.add(running.sample(running.seconds));
        return samples;
    }

    /** The score of a run so far: its last sample. */
    public ScoreSample last(SearchState state) {
        List<ScoreSample> samples = samples(state);
        return samples.isEmpty() ? ScoreSample.NONE : samples.getLast();
    }

    private List<Finished> finishedEpochs(SearchState state) {
        long start = state.activity().values().stream()
                .mapToLong(SearchState.Activity::since)
                .min()
                .orElse(0);
        List<Finished> epochs = new ArrayList<>();
        for (Trial trial : state.trials().values()) {
            if (trial.status() == Status.LOST) {
                continue;
            }
            for (Trial.Epoch epoch : trial.epochs()) {
                epochs.add(new Finished(
                        (epoch.atMillis() - start) / 1e3,
                        epoch.accuracy(),
                        epoch.evaluatedImages(),
                        trial.reference(epoch.training()).of(trainImages, 0, testImages),
                        trial.operations(epoch)));
            }
        }
        epochs.sort(Comparator.comparingDouble(Finished::seconds));
        return epochs;
    }

    private static final class Running {
        private double seconds;
        private double best;
        private int testImages = 1;
        private double operations;
        private double corrected;

        void add(Finished epoch) {
            seconds = epoch.seconds();
            if (epoch.accuracy() >= best) {
                best = epoch.accuracy();
                testImages = Math.max(1, epoch.testImages());
            }
            operations += epoch.operations();
            corrected += epoch.correctedOperations();
        }

        ScoreSample sample(double at) {
            return of(at, seconds, best, testImages, operations, corrected);
        }
    }

    private static ScoreSample of(
            double at, double elapsed, double best, int testImages, double operations, double corrected) {
        boolean floor = best >= 1;
        double error = floor ? 1.0 / (2.0 * testImages) : 1 - best;
        double score = elapsed > 0 ? operations / elapsed : 0;
        return new ScoreSample(
                at,
                score,
                regulated(score, error),
                error,
                floor,
                operations,
                elapsed > 0 ? corrected / elapsed : 0,
                corrected);
    }

    /** {@code -ln(error) · score}. */
    static double regulated(double score, double error) {
        return -Math.log(error) * score;
    }
}
