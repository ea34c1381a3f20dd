package org.aiperf.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ParameterSpec;
import org.aiperf.architecture.Weights;

/** The weights that a network starts from when it inherits none. */
public final class InitialWeights {
    private InitialWeights() {}

    /**
     * Kernels are normal with variance 2 / inputs (He et al. 2015, section 2.2), votes of capsules normal with deviation
     * capsules / √(input capsules · dimension), scales and variances 1, all else 0. An array follows from the seed and its name alone.
     */
    public static Weights of(Architecture architecture, long seed) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (ParameterSpec spec : ParameterSpec.of(architecture)) {
            arrays.put(spec.name(), array(spec, seed));
        }
        return new Weights(arrays);
    }

    private static float[] array(ParameterSpec spec, long seed) {
        float[] array = new float[spec.size()];
        String kind = spec.name().substring(spec.name().indexOf('/') + 1);
        switch (kind) {
            case "kernel" -> {
                SplittableRandom random =
                        new SplittableRandom(seed * 1_000_003 + spec.name().hashCode());
                double deviation = Math.sqrt(2.0 * spec.shape().getLast() / spec.size());
                fill(array, random, deviation);
            }
            case "votes" -> {
                // What all votes for a capsule add up to has about the length of one that votes.
                SplittableRandom random =
                        new SplittableRandom(seed * 1_000_003 + spec.name().hashCode());
                double capsules = spec.shape().get(0);
                double deviation = capsules
                        / Math.sqrt((double) spec.shape().get(1) * spec.shape().get(2));
                fill(array, random, deviation);
            }
            case "scale", "variance" -> Arrays.fill(array, 1);
            default -> {}
        }
        return array;
    }

    private static void fill(float[] array, SplittableRandom random, double deviation) {
        for (int i = 0; i < array.length; i++) {
            array[i] = (float) (random.nextGaussian() * deviation);
        }
    }
}
