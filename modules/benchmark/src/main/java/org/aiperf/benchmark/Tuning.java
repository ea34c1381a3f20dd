package org.aiperf.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.aiperf.benchmark.plan.HyperparameterSettings;
import org.aiperf.benchmark.plan.Range;
import org.aiperf.search.hyperparameters.Observation;
import org.aiperf.search.hyperparameters.Parameter;
import org.aiperf.search.hyperparameters.Tpe;

/**
 * The hyperparameters of the trainings of one candidate, one after the other: the first has those that did best for its
 * parent, the others come from a tree-structured Parzen estimator (AIPerf, {@code hyperopt_tuner.py}).
 */
public final class Tuning {
    private static final String DROPOUT = "dropout";
    private static final String KERNEL = "kernel";
    private static final String BATCH_SIZE = "batchSize";
    private static final String LEARNING_RATE = "learningRate";

    private final HyperparameterSettings settings;
    private final Hyperparameters first;
    private final Tpe estimator;
    private final List<Observation> tried = new ArrayList<>();
    private double best = Double.NEGATIVE_INFINITY;
    private int withoutGain;

    /** @param first of the first training; what is tuned of it is brought into its range */
    public Tuning(HyperparameterSettings settings, Hyperparameters first) {
        this.settings = settings;
        this.first = first;
        List<Parameter> space = new ArrayList<>();
        Map<String, Double> point = new HashMap<>();
        if (isRange(settings.dropout())) {
            space.add(new Parameter.Uniform(
                    DROPOUT, settings.dropout().least(), settings.dropout().most()));
            point.put(DROPOUT, within(settings.dropout(), first.dropout()));
        }
        if (settings.kernel().size() > 1) {
            List<Double> sizes =
                    settings.kernel().stream().map(Integer::doubleValue).toList();
            space.add(new Parameter.Choice(KERNEL, sizes));
            point.put(KERNEL, sizes.contains((double) first.kernel()) ? first.kernel() : sizes.getFirst());
        }
        if (isRange(settings.batchSize())) {
            space.add(new Parameter.WholeNumber(
                    BATCH_SIZE, (int) settings.batchSize().least(), (int)
                            settings.batchSize().most()));
            point.put(BATCH_SIZE, within(settings.batchSize(), first.batchSize()));
        }
        if (isRange(settings.learningRate())) {
            space.add(new Parameter.LogUniform(
                    LEARNING_RATE,
                    settings.learningRate().least(),
                    settings.learningRate().most()));
            point.put(LEARNING_RATE, within(settings.learningRate(), first.learningRate()));
        }
        this.estimator = new Tpe(space, point, Tpe.Settings.defaults());
    }

    private static boolean isRange(Range range) {
        return range.least() < range.most();
    }

    private static double within(Range range, double value) {
        return Math.clamp(value, range.least(), range.most());
    }

    /** What the next training should have. */
    public Hyperparameters next(RandomGenerator random) {
        Map<String, Double> point = estimator.propose(tried, random);
        return new Hyperparameters(
                point.getOrDefault(DROPOUT, first.dropout()),
                point.getOrDefault(KERNEL, (double) settings.kernel().getFirst())
                        .intValue(),
                point.getOrDefault(BATCH_SIZE, (double) first.batchSize()).intValue(),
                point.getOrDefault(LEARNING_RATE, first.learningRate()));
    }

    /** Takes a finished training into account. */
    public void add(Hyperparameters point, double accuracy) {
        Map<String, Double> all = Map.of(
                DROPOUT,
                point.dropout(),
                KERNEL,
                (double) point.kernel(),
                BATCH_SIZE,
                (double) point.batchSize(),
                LEARNING_RATE,
                point.learningRate());
        tried.add(new Observation(all, accuracy));
        withoutGain = accuracy > best ? 0 : withoutGain + 1;
        best = Math.max(best, accuracy);
    }

    /** Whether the candidate was trained as often as it should be. */
    public boolean isOver() {
        return tried.size() >= settings.trials() || withoutGain >= settings.patience();
    }
}
