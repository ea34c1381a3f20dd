package org.aiperf.architecture.morphism;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.Weights;

/**
 * What mean and variance each channel of a tensor is expected to have, told from the weights alone. A batch normalisation
 * gives its shift and the square of its scale; a ReLU those of a rectified Gaussian; a sum adds both, as if its inputs
 * were independent. Nothing is known of an image or of a convolution that no normalisation follows: 0 and 1.
 */
final class Moments {
    private final double[] mean;
    private final double[] variance;

    private Moments(double[] mean, double[] variance) {
        this.mean = mean;
        this.variance = variance;
    }

    int channels() {
        return mean.length;
    }

    double mean(int channel) {
        return mean[channel];
    }

    double variance(int channel) {
        return variance[channel];
    }

    static Moments of(Architecture architecture, Weights weights, int tensor) {
        return of(architecture, weights, tensor, new HashMap<>());
    }

    private static Moments of(Architecture architecture, Weights weights, int tensor, Map<Integer, Moments> known) {
        Moments before = known.get(tensor);
        if (before == null) {
            before = compute(architecture, weights, tensor, known);
            known.put(tensor, before);
        }
        return before;
    }

    private static Moments compute(
            Architecture architecture, Weights weights, int tensor, Map<Integer, Moments> known) {
        int channels = architecture.shape(tensor).channels();
        if (tensor == 0) {
            return unknown(channels);
        }
        LayerNode node = architecture.writer(tensor);
        return switch (node.layer()) {
            case Layer.BatchNorm _ -> normalised(weights.get(node.id() + "/scale"), weights.get(node.id() + "/shift"));
            case Layer.Relu _ -> of(architecture, weights, node.input(), known).rectified();
            case Layer.MaxPool _, Layer.Dropout _ -> of(architecture, weights, node.input(), known);
            case Layer.Add _ -> {
                Moments sum = new Moments(new double[channels], new double[channels]);
                for (int input : node.inputs()) {
                    sum = sum.plus(of(architecture, weights, input, known));
                }
                yield sum;
            }
            case Layer.Concatenate _ ->
                joined(node.inputs().stream()
                        .map(input -> of(architecture, weights, input, known))
                        .toList());
            case Layer.Convolution _,
                    Layer.Dense _,
                    Layer.GlobalAveragePool _,
                    Layer.Flatten _,
                    Layer.PrimaryCapsules _,
                    Layer.RoutedCapsules _,
                    Layer.CapsuleLengths _ -> unknown(channels);
        };
    }

    private static Moments unknown(int channels) {
        double[] variance = new double[channels];
        Arrays.fill(variance, 1);
        return new Moments(new double[channels], variance);
    }

    private static Moments normalised(float[] scale, float[] shift) {
        Moments moments = new Moments(new double[scale.length], new double[scale.length]);
        for (int c = 0; c < scale.length; c++) {
            moments.mean[c] = shift[c];
            moments.variance[c] = (double) scale[c] * scale[c];
        }
        return moments;
    }

    private static Moments joined(List<Moments> parts) {
        List<Double> mean = new ArrayList<>();
        List<Double> variance = new ArrayList<>();
        for (Moments part : parts) {
            Arrays.stream(part.mean).forEach(mean::add);
            Arrays.stream(part.variance).forEach(variance::add);
        }
        return new Moments(
                mean.stream().mapToDouble(Double::doubleValue).toArray(),
                variance.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private Moments plus(Moments other) {
        Moments sum = new Moments(mean.clone(), variance.clone());
        for (int c = 0; c < mean.length; c++) {
            sum.mean[c] += other.mean[c];
            sum.variance[c] += other.variance[c];
        }
        return sum;
    }

    /** The moments of max(x, 0) for Gaussian x. */
    private Moments rectified() {
        Moments rectified = new Moments(new double[mean.length], new double[mean.length]);
        for (int c = 0; c < mean.length; c++) {
            double deviation = Math.sqrt(variance[c]);
            if (deviation < 1e-12) {
                rectified.mean[c] = Math.max(mean[c], 0);
                continue;
            }
            double cumulative = NormalDistribution.cumulative(mean[c] / deviation);
            double density = deviation * NormalDistribution.density(mean[c] / deviation);
            double first = mean[c] * cumulative + density;
            double second = (mean[c] * mean[c] + variance[c]) * cumulative + mean[c] * density;
            rectified.mean[c] = Math.max(first, 0);
            rectified.variance[c] = Math.max(second - first * first, 0);
        }
        return rectified;
    }
}
