package org.aiperf.benchmark.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.aiperf.architecture.Architecture;
import org.aiperf.benchmark.CheckedPlan;
import org.aiperf.benchmark.Cost;
import org.aiperf.benchmark.SearchEvent.RunPredicted;
import org.aiperf.benchmark.plan.TrainingSettings;
import org.aiperf.benchmark.plan.TrialSettings;

/**
 * What a run will come to. The run is played through on paper: each worker takes the next likely network as it becomes
 * free, evaluates it once, and then trains and evaluates its epochs at the speed that the calibration showed. Early
 * stopping, lost nodes and waiting are left out.
 */
public final class Forecast {
    private static final int MOST_TRIALS = 1_000_000;
    /** Where in the growth networks are measured: the first, an early one and a late one. */
    private static final int[] MEASURED = {1, 8, 24};

    private final CheckedPlan checked;
    private final int workers;
    private final LikelyGrowth growth;

    private record Epoch(double seconds, double operations) {}

    /** @param workers at least 1 */
    public Forecast(CheckedPlan checked, int workers) {
        this.checked = checked;
        this.workers = workers;
        this.growth = new LikelyGrowth(checked, workers);
    }

    /** The networks to calibrate with, cheapest first. */
    public List<Architecture> toMeasure() {
        return Arrays.stream(MEASURED).mapToObj(growth::architecture).distinct().toList();
    }

    /** Plays the run through. */
    public RunPredicted predict(Calibration calibration) {
        Speed training = Speed.of(calibration.training());
        Speed evaluation = Speed.of(calibration.evaluation());
        double limit = checked.plan().seconds();
        List<Epoch> epochs = new ArrayList<>();
        List<Double> ends = new ArrayList<>();
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int worker = 0; worker < workers; worker++) {
            free.add(calibration.startSeconds());
        }
        for (int trial = 1; trial <= MOST_TRIALS && free.element() < limit; trial++) {
            double end = train(trial, free.remove(), training, evaluation, epochs);
            ends.add(end);
            free.add(end);
        }
        ends.sort(Comparator.naturalOrder());
        int enough = checked.plan().trials();
        double over = ends.size() < enough ? limit : Math.min(limit, ends.get(enough - 1));
        double operations = epochs.stream()
                .filter(epoch -> epoch.seconds() <= over)
                .mapToDouble(Epoch::operations)
                .sum();
        int trials = (int) ends.stream().filter(end -> end <= over).count();
        return new RunPredicted(operations, trials, over);
    }

    private double train(int trial, double start, Speed training, Speed evaluation, List<Epoch> epochs) {
        TrainingSettings settings = checked.plan().training();
        TrialSettings how = checked.plan().trialIn(TrialSettings.roundOf(trial, workers));
        Cost cost = growth.corrected(trial);
        double images = checked.task().trainImages();
        double step = cost.forward() + cost.backward() + (double) cost.update() / settings.batchSize();
        double tested = checked.task().testImages() * evaluation.seconds((double) cost.evaluate());
        double epochSeconds = images * training.seconds(step) + tested;
        double operations = growth.reference(trial)
                .of(
                        checked.plan().scoring().trainImages(),
                        0,
                        checked.plan().scoring().testImages());
        double now = start;
        for (int i = 0; i < how.trainings(); i++) {
            now += tested;
            for (int epoch = 0; epoch < how.epochs(); epoch++) {
                now += epochSeconds;
                epochs.add(new Epoch(now, operations));
            }
        }
        return now;
    }
}
