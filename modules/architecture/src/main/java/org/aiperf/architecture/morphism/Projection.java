package org.aiperf.architecture.morphism;

import java.util.SplittableRandom;

/** A new 1×1 convolution that follows a ReLU. */
final class Projection {
    private Projection() {}

    /** A random kernel {@code [1, 1, inputs, filters]} that keeps the size of what follows a ReLU (He et al. 2015). */
    static float[] kernel(int inputs, int filters, SplittableRandom random) {
        double deviation = Math.sqrt(2.0 / inputs);
        float[] kernel = new float[inputs * filters];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (random.nextGaussian() * deviation);
        }
        return kernel;
    }
}
