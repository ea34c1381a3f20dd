package org.aiperf.training;

import java.util.Arrays;
import org.aiperf.architecture.Layer;

/** Capsules of one image in plain double-precision loops, from the equations of Sabour, Frosst and Hinton 2017. */
final class ReferenceCapsules {
    private ReferenceCapsules() {}

    /** Equation 1, for each capsule of a dimension. */
    static double[] squash(double[] x, int dimension) {
        double[] lengths = lengths(x, dimension);
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double length = lengths[i / dimension];
            double square = length * length - Layer.CapsuleLengths.EPSILON;
            y[i] = x[i] * length / (1 + square);
        }
        return y;
    }

    static double[] lengths(double[] x, int dimension) {
        double[] lengths = new double[x.length / dimension];
        for (int i = 0; i < x.length; i++) {
            lengths[i / dimension] += x[i] * x[i];
        }
        return Arrays.stream(lengths)
                .map(square -> Math.sqrt(square + Layer.CapsuleLengths.EPSILON))
                .toArray();
    }

    /** Procedure 1, with a softmax in every iteration, the first included. */
    static double[] routed(Layer.RoutedCapsules r, double[] u, double[] matrices) {
        int inputs = r.inputCapsules();
        int outputs = r.capsules();
        double[][][] votes = new double[inputs][outputs][r.dimension()];
        for (int j = 0; j < outputs; j++) {
            for (int i = 0; i < inputs; i++) {
                for (int o = 0; o < r.dimension(); o++) {
                    for (int d = 0; d < r.inputDimension(); d++) {
                        int weight = ((j * inputs + i) * r.dimension() + o) * r.inputDimension() + d;
                        votes[i][j][o] += matrices[weight] * u[i * r.inputDimension() + d];
                    }
                }
            }
        }
        double[][] logits = new double[inputs][outputs];
        double[] v = new double[outputs * r.dimension()];
        for (int iteration = 0; iteration < r.iterations(); iteration++) {
            double[] s = new double[v.length];
            for (int i = 0; i < inputs; i++) {
                double total = Arrays.stream(logits[i]).map(Math::exp).sum();
                for (int j = 0; j < outputs; j++) {
                    for (int o = 0; o < r.dimension(); o++) {
                        s[j * r.dimension() + o] += Math.exp(logits[i][j]) / total * votes[i][j][o];
                    }
                }
            }
            v = squash(s, r.dimension());
            for (int i = 0; i < inputs; i++) {
                for (int j = 0; j < outputs; j++) {
                    for (int o = 0; o < r.dimension(); o++) {
                        logits[i][j] += votes[i][j][o] * v[j * r.dimension() + o];
                    }
                }
            }
        }
        return v;
    }

    /** Equation 4. */
    static double marginLoss(double[] lengths, int label) {
        double loss = 0;
        for (int c = 0; c < lengths.length; c++) {
            double lack = Math.max(0, 0.9 - lengths[c]);
            double excess = Math.max(0, lengths[c] - 0.1);
            loss += c == label ? lack * lack : 0.5 * excess * excess;
        }
        return loss;
    }
}
