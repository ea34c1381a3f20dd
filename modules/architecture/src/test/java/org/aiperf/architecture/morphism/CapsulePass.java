package org.aiperf.architecture.morphism;

import java.util.Arrays;
import org.aiperf.architecture.Layer;

/** Capsules of one image in plain loops. */
final class CapsulePass {
    private CapsulePass() {}

    static float[] lengths(float[] x, int dimension) {
        float[] lengths = new float[x.length / dimension];
        for (int i = 0; i < x.length; i++) {
            lengths[i / dimension] += x[i] * x[i];
        }
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = (float) Math.sqrt(lengths[i] + Layer.CapsuleLengths.EPSILON);
        }
        return lengths;
    }

    static void squash(float[] x, int dimension) {
        float[] lengths = lengths(x, dimension);
        for (int i = 0; i < x.length; i++) {
            float length = lengths[i / dimension];
            x[i] *= length / (1 + length * length);
        }
    }

    static float[] routed(Layer.RoutedCapsules r, float[] u, float[] matrices) {
        int outputs = r.capsules() * r.dimension();
        float[][] votes = new float[r.inputCapsules()][outputs];
        for (int w = 0; w < matrices.length; w++) {
            int d = w % r.inputDimension();
            int o = w / r.inputDimension() % r.dimension();
            int i = w / r.inputDimension() / r.dimension() % r.inputCapsules();
            int j = w / r.inputDimension() / r.dimension() / r.inputCapsules();
            votes[i][j * r.dimension() + o] += matrices[w] * u[i * r.inputDimension() + d];
        }
        double[][] logits = new double[r.inputCapsules()][r.capsules()];
        float[] capsules = new float[outputs];
        for (int iteration = 0; iteration < r.iterations(); iteration++) {
            capsules = new float[outputs];
            for (int i = 0; i < votes.length; i++) {
                double total = Arrays.stream(logits[i]).map(Math::exp).sum();
                for (int o = 0; o < outputs; o++) {
                    capsules[o] += (float) (Math.exp(logits[i][o / r.dimension()]) / total * votes[i][o]);
                }
            }
            squash(capsules, r.dimension());
            for (int i = 0; i < votes.length; i++) {
                for (int o = 0; o < outputs; o++) {
                    logits[i][o / r.dimension()] += votes[i][o] * capsules[o];
                }
            }
        }
        return capsules;
    }
}
