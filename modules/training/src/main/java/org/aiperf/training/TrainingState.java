package org.aiperf.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.aiperf.architecture.Weights;

/**
 * Everything that a training needs to go on after an epoch, besides its options and its data.
 *
 * @param epochs that were trained
 * @param steps of those epochs
 * @param weights of the network
 * @param velocities of the momentum, by the parameters that have one
 */
public record TrainingState(int epochs, int steps, Weights weights, Weights velocities) {
    private static final String VELOCITY = "velocity/";
    private static final String PROGRESS = "progress";
    /** A number up to 2²⁴ is exact as a float; larger ones take two. */
    private static final int RADIX = 1 << 20;

    /** As one set of arrays, to be saved as a checkpoint. */
    Weights arrays() {
        Map<String, float[]> all = new LinkedHashMap<>();
        all.put(PROGRESS, new float[] {epochs, Math.floorDiv(steps, RADIX), steps % RADIX});
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
            } else if (!name.equals(PROGRESS)) {
                weights.put(name, arrays.get(name));
            }
        }
        float[] progress = arrays.get(PROGRESS);
        if (progress.length != 3) {
            throw new IllegalArgumentException("the progress of a training is three numbers, not " + progress.length);
        }
        return new TrainingState(
                (int) progress[0],
                RADIX * (int) progress[1] + (int) progress[2],
                new Weights(weights),
                new Weights(velocities));
    }
}
