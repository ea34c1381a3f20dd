package org.aiperf.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aiperf.architecture.Weights;

/**
 * Everything that a training needs to go on after an epoch, besides its options and its data.
 *
 * @param epochs that were trained
 * @param steps of those epochs
 * @param testLosses of those epochs, in their order
 * @param weights of the network
 * @param velocities of the momentum, by the parameters that have one
 */
public record TrainingState(int epochs, int steps, List<Double> testLosses, Weights weights, Weights velocities) {
    private static final String VELOCITY = "velocity/";
    private static final String PROGRESS = "progress";
    private static final String TEST_LOSSES = "test losses";
    /** A number up to 2²⁴ is exact as a float; larger ones take two. */
    private static final int RADIX = 1 << 20;

    public TrainingState {
        testLosses = List.copyOf(testLosses);
        if (testLosses.size() != epochs) {
            throw new IllegalArgumentException(epochs + " epochs cannot have " + testLosses.size() + " test losses");
        }
    }

    /** As one set of arrays, to be saved as a checkpoint. */
    Weights arrays() {
        Map<String, float[]> all = new LinkedHashMap<>();
        all.put(PROGRESS, new float[] {epochs, Math.floorDiv(steps, RADIX), steps % RADIX});
        float[] losses = new float[epochs];
        for (int i = 0; i < epochs; i++) {
            losses[i] = testLosses.get(i).floatValue();
        }
        all.put(TEST_LOSSES, losses);
        weights.names().forEach(name -> all.put(name, weights.get(name)));
        velocities.names().forEach(name -> all.put(VELOCITY + name, velocities.get(name)));
        return new Weights(all);
    }

    /** @throws IllegalArgumentException if they are no state of a training */
    static TrainingState of(Weights arrays) {
        Map<String, float[]> weights = new LinkedHashMap<>();
        Map<String, float[]> velocities = new LinkedHashMap<>();
        for (String name : arrays.names()) {
            if (name.startsWith(VELOCITY)) {
                velocities.put(name.substring(VELOCITY.length()), arrays.get(name));
            } else if (!name.equals(PROGRESS) && !name.equals(TEST_LOSSES)) {
                weights.put(name, arrays.get(name));
            }
        }
        float[] progress = arrays.get(PROGRESS);
        if (progress.length != 3) {
            throw new IllegalArgumentException("the progress of a training is three numbers, not " + progress.length);
        }
        List<Double> losses = new ArrayList<>();
        for (float loss : arrays.get(TEST_LOSSES)) {
            losses.add((double) loss);
        }
        return new TrainingState(
                (int) progress[0],
                RADIX * (int) progress[1] + (int) progress[2],
                losses,
                new Weights(weights),
                new Weights(velocities));
    }
}
