package org.aiperf.architecture.morphism;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.ParameterSpec;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.Weights;

/** Computes a network layer by layer with plain loops, as it is in evaluation. */
public final class ForwardPass {
    private final Architecture architecture;
    private final Weights weights;
    private final Map<Integer, float[]> tensors = new HashMap<>();

    private ForwardPass(Architecture architecture, Weights weights) {
        this.architecture = architecture;
        this.weights = weights;
    }

    /** All tensors of one image. */
    public static Map<Integer, float[]> run(Architecture architecture, Weights weights, float[] image) {
        ForwardPass pass = new ForwardPass(architecture, weights);
        pass.tensors.put(0, image);
        for (LayerNode node : architecture.runningOrder()) {
            pass.tensors.put(node.output(), pass.layer(node));
        }
        return pass.tensors;
    }

    public static float[] logits(Architecture architecture, Weights weights, float[] image) {
        return read(run(architecture, weights, image), architecture.logits());
    }

    /** Weights as after some training: no array is zero or one throughout. */
    public static Weights randomWeights(Architecture architecture, SplittableRandom random) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (ParameterSpec spec : ParameterSpec.of(architecture)) {
            float[] array = new float[spec.size()];
            double deviation = spec.name().endsWith("kernel")
                    ? Math.sqrt(2.0 / (spec.size() / (double) spec.shape().getLast()))
                    : 0.2;
            for (int i = 0; i < array.length; i++) {
                double noise = random.nextGaussian() * deviation;
                array[i] = (float)
                        (spec.name().endsWith("variance") || spec.name().endsWith("scale")
                                ? 0.3 + Math.abs(noise)
                                : noise);
            }
            arrays.put(spec.name(), array);
        }
        return new Weights(arrays);
    }

    public static float[] randomImage(Architecture architecture, SplittableRandom random) {
        float[] image = new float[(int) architecture.input().elements()];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextGaussian();
        }
        return image;
    }

    private static float[] read(Map<Integer, float[]> tensors, int tensor) {
        float[] values = tensors.get(tensor);
        if (values == null) {
            throw new IllegalStateException("tensor " + tensor + " was not computed");
        }
        return values;
    }

    private float[] layer(LayerNode node) {
        Shape in = architecture.shape(node.input());
        Shape out = architecture.shape(node.output());
        float[] x = read(tensors, node.input());
        float[] y = new float[(int) out.elements()];
        String id = node.id() + "/";
        switch (node.layer()) {
            case Layer.Convolution c ->
                convolve(c, x, in, y, out, weights.get(id + "kernel"), weights.get(id + "bias"));
            case Layer.Dense d -> {
                float[] kernel = weights.get(id + "kernel");
                for (int unit = 0; unit < d.units(); unit++) {
                    double sum = weights.get(id + "bias")[unit];
                    for (int i = 0; i < d.inputs(); i++) {
                        sum += (double) x[i] * kernel[i * d.units() + unit];
                    }
                    y[unit] = (float) sum;
                }
            }
            case Layer.BatchNorm b -> {
                for (int i = 0; i < y.length; i++) {
                    int c = i % b.channels();
                    double deviation = Math.sqrt(weights.get(id + "variance")[c] + Layer.BatchNorm.EPSILON);
                    y[i] = (float) ((x[i] - weights.get(id + "mean")[c]) / deviation * weights.get(id + "scale")[c]
                            + weights.get(id + "shift")[c]);
                }
            }
            case Layer.PrimaryCapsules p -> {
                int rows = (in.height() + 2 * p.padding() - p.kernel()) / p.stride() + 1;
                Shape image = Shape.image(
                        rows,
                        y.length / rows / p.convolution().filters(),
                        p.convolution().filters());
                convolve(p.convolution(), x, in, y, image, weights.get(id + "kernel"), weights.get(id + "bias"));
                CapsulePass.squash(y, p.dimension());
            }
            case Layer.RoutedCapsules r -> y = CapsulePass.routed(r, x, weights.get(id + "votes"));
            case Layer.CapsuleLengths _ -> y = CapsulePass.lengths(x, in.channels());
            case Layer.Relu _ -> {
                for (int i = 0; i < y.length; i++) {
                    y[i] = Math.max(x[i], 0);
                }
            }
            case Layer.MaxPool p -> pool(p, x, in, y, out);
            case Layer.GlobalAveragePool _ -> {
                for (int i = 0; i < x.length; i++) {
                    y[i % y.length] += x[i] / (in.height() * in.width());
                }
            }
            case Layer.Flatten _, Layer.Dropout _ -> y = x;
            case Layer.Add _ -> {
                for (int input : node.inputs()) {
                    float[] values = read(tensors, input);
                    for (int i = 0; i < y.length; i++) {
                        y[i] += values[i];
                    }
                }
            }
            case Layer.Concatenate _ -> {
                int offset = 0;
                for (int input : node.inputs()) {
                    float[] values = read(tensors, input);
                    int channels = architecture.shape(input).channels();
                    for (int i = 0; i < values.length; i++) {
                        y[i / channels * out.channels() + offset + i % channels] = values[i];
                    }
                    offset += channels;
                }
            }
        }
        return y;
    }

    private static void convolve(
            Layer.Convolution c, float[] x, Shape in, float[] y, Shape out, float[] kernel, float[] bias) {
        for (int row = 0; row < out.height(); row++) {
            for (int column = 0; column < out.width(); column++) {
                for (int filter = 0; filter < c.filters(); filter++) {
                    double sum = bias[filter];
                    for (int dy = 0; dy < c.kernel(); dy++) {
                        for (int dx = 0; dx < c.kernel(); dx++) {
                            int fromRow = row * c.stride() + dy - c.padding();
                            int fromColumn = column * c.stride() + dx - c.padding();
                            if (fromRow < 0 || fromRow >= in.height() || fromColumn < 0 || fromColumn >= in.width()) {
                                continue;
                            }
                            int pixel = (fromRow * in.width() + fromColumn) * in.channels();
                            int weight = (dy * c.kernel() + dx) * in.channels();
                            for (int channel = 0; channel < in.channels(); channel++) {
                                sum += (double) x[pixel + channel] * kernel[(weight + channel) * c.filters() + filter];
                            }
                        }
                    }
                    y[(row * out.width() + column) * c.filters() + filter] = (float) sum;
                }
            }
        }
    }

    private static void pool(Layer.MaxPool p, float[] x, Shape in, float[] y, Shape out) {
        for (int row = 0; row < out.height(); row++) {
            for (int column = 0; column < out.width(); column++) {
                for (int channel = 0; channel < in.channels(); channel++) {
                    float largest = Float.NEGATIVE_INFINITY;
                    for (int dy = 0; dy < p.kernel() && row * p.stride() + dy < in.height(); dy++) {
                        for (int dx = 0; dx < p.kernel() && column * p.stride() + dx < in.width(); dx++) {
                            int pixel = (row * p.stride() + dy) * in.width() + column * p.stride() + dx;
                            largest = Math.max(largest, x[pixel * in.channels() + channel]);
                        }
                    }
                    y[(row * out.width() + column) * in.channels() + channel] = largest;
                }
            }
        }
    }
}
