package org.aiperf.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.Weights;
import org.aiperf.datasets.ImageSet;

/**
 * The forward pass written out in plain double-precision loops, from the definitions of the layers: what the engine is
 * compared with. Tensors are {@code [example][row, column, channel]}.
 */
final class ReferenceNetwork {
    private final Architecture architecture;
    private final Map<String, double[]> parameters = new HashMap<>();
    private final Map<Integer, double[][]> tensors = new HashMap<>();

    ReferenceNetwork(Architecture architecture, Weights weights) {
        this.architecture = architecture;
        for (String name : weights.names()) {
            float[] array = weights.get(name);
            double[] copy = new double[array.length];
            Arrays.setAll(copy, i -> array[i]);
            parameters.put(name, copy);
        }
    }

    /** The array that the passes read; whoever changes it changes the network. */
    double[] parameter(String name) {
        return find(parameters, name);
    }

    double[][] logits(ImageSet images, boolean training) {
        tensors.clear();
        tensors.put(0, numbers(images));
        for (LayerNode node : architecture.runningOrder()) {
            tensors.put(node.output(), layer(node, training));
        }
        return tensor(architecture.logits());
    }

    /** A tensor of the last pass. */
    double[][] tensor(int number) {
        return find(tensors, number);
    }

    double loss(ImageSet images, boolean training, double smoothing) {
        double[][] logits = logits(images, training);
        double sum = 0;
        for (int n = 0; n < logits.length; n++) {
            if (architecture.scoresAreLengths()) {
                sum += ReferenceCapsules.marginLoss(logits[n], images.label(n));
                continue;
            }
            double largest = Arrays.stream(logits[n]).max().orElseThrow();
            double total =
                    Arrays.stream(logits[n]).map(x -> Math.exp(x - largest)).sum();
            for (int c = 0; c < logits[n].length; c++) {
                double wanted = smoothing / logits[n].length + (c == images.label(n) ? 1 - smoothing : 0);
                sum -= wanted * (logits[n][c] - largest - Math.log(total));
            }
        }
        return sum / logits.length;
    }

    private static double[][] numbers(ImageSet images) {
        double[][] numbers = new double[images.size()][images.imageBytes()];
        for (int n = 0; n < numbers.length; n++) {
            for (int i = 0; i < numbers[n].length; i++) {
                numbers[n][i] = (images.pixels()[images.start(n) + i] & 0xff) / 127.5 - 1;
            }
        }
        return numbers;
    }

    private double[][] layer(LayerNode node, boolean training) {
        double[][] input = tensor(node.input());
        Shape shape = architecture.shape(node.input());
        return switch (node.layer()) {
            case Layer.Convolution c -> convolution(node, c, shape, input);
            case Layer.BatchNorm _ -> batchNorm(node, shape.channels(), input, training);
            case Layer.Relu _ ->
                map(input, x -> Arrays.stream(x).map(v -> Math.max(v, 0)).toArray());
            case Layer.MaxPool p -> maxPool(p, shape, input);
            case Layer.GlobalAveragePool _ -> map(input, x -> average(x, shape.channels()));
            case Layer.Flatten _, Layer.Dropout _ -> input;
            case Layer.PrimaryCapsules p -> {
                double[][] channels = convolution(node, p.convolution(), shape, input);
                yield map(channels, x -> ReferenceCapsules.squash(x, p.dimension()));
            }
            case Layer.RoutedCapsules r ->
                map(input, x -> ReferenceCapsules.routed(r, x, parameter(node.id() + "/votes")));
            case Layer.CapsuleLengths _ -> map(input, x -> ReferenceCapsules.lengths(x, shape.channels()));
            case Layer.Dense d -> map(input, x -> dense(node, d, x));
            case Layer.Add _ -> sum(node);
            case Layer.Concatenate _ -> concatenation(node);
        };
    }

    private double[][] convolution(LayerNode node, Layer.Convolution c, Shape in, double[][] input) {
        int rows = (in.height() + 2 * c.padding() - c.kernel()) / c.stride() + 1;
        int columns = (in.width() + 2 * c.padding() - c.kernel()) / c.stride() + 1;
        Shape out = Shape.image(rows, columns, c.filters());
        boolean same = c.kernel() % 2 == 1 && c.padding() == c.kernel() / 2;
        int top = same ? before(in.height(), out.height(), c.kernel(), c.stride()) : c.padding();
        int left = same ? before(in.width(), out.width(), c.kernel(), c.stride()) : c.padding();
        double[] kernel = parameter(node.id() + "/kernel");
        double[] bias = parameter(node.id() + "/bias");
        return map(input, x -> {
            double[] y = new double[(int) out.elements()];
            for (int oy = 0; oy < out.height(); oy++) {
                for (int ox = 0; ox < out.width(); ox++) {
                    int at = (oy * out.width() + ox) * c.filters();
                    System.arraycopy(bias, 0, y, at, c.filters());
                    for (int ky = 0; ky < c.kernel(); ky++) {
                        for (int kx = 0; kx < c.kernel(); kx++) {
                            int iy = oy * c.stride() + ky - top;
                            int ix = ox * c.stride() + kx - left;
                            if (iy < 0 || ix < 0 || iy >= in.height() || ix >= in.width()) {
                                continue;
                            }
                            for (int ic = 0; ic < c.inputChannels(); ic++) {
                                double value = x[(iy * in.width() + ix) * c.inputChannels() + ic];
                                int k = ((ky * c.kernel() + kx) * c.inputChannels() + ic) * c.filters();
                                for (int f = 0; f < c.filters(); f++) {
                                    y[at + f] += value * kernel[k + f];
                                }
                            }
                        }
                    }
                }
            }
            return y;
        });
    }

    private double[][] batchNorm(LayerNode node, int channels, double[][] input, boolean training) {
        double[] mean = parameter(node.id() + "/mean");
        double[] variance = parameter(node.id() + "/variance");
        double[] scale = parameter(node.id() + "/scale");
        double[] shift = parameter(node.id() + "/shift");
        if (training) {
            mean = mean(input, channels);
            variance = variance(input, mean);
        }
        double[] m = mean;
        double[] v = variance;
        return map(input, x -> {
            double[] y = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                int c = i % channels;
                y[i] = (x[i] - m[c]) / Math.sqrt(v[c] + Tower.BATCH_NORM_EPSILON) * scale[c] + shift[c];
            }
            return y;
        });
    }

    static double[] mean(double[][] input, int channels) {
        double[] mean = new double[channels];
        for (double[] x : input) {
            for (int i = 0; i < x.length; i++) {
                mean[i % channels] += x[i];
            }
        }
        double count = (double) input.length * input[0].length / channels;
        return Arrays.stream(mean).map(sum -> sum / count).toArray();
    }

    static double[] variance(double[][] input, double[] mean) {
        return mean(
                map(input, x -> {
                    double[] squares = new double[x.length];
                    for (int i = 0; i < x.length; i++) {
                        double distance = x[i] - mean[i % mean.length];
                        squares[i] = distance * distance;
                    }
                    return squares;
                }),
                mean.length);
    }

    private double[][] maxPool(Layer.MaxPool p, Shape in, double[][] input) {
        int s = p.stride();
        int height = in.height() < s ? in.height() : in.height() / s * s;
        int width = in.width() < s ? in.width() : in.width() / s * s;
        int rows = Math.max(in.height() / s, 1);
        int columns = Math.max(in.width() / s, 1);
        int top = before(height, rows, p.kernel(), s);
        int left = before(width, columns, p.kernel(), s);
        return map(input, x -> {
            double[] y = new double[rows * columns * in.channels()];
            Arrays.fill(y, Double.NEGATIVE_INFINITY);
            for (int i = 0; i < y.length; i++) {
                int c = i % in.channels();
                int oy = i / in.channels() / columns;
                int ox = i / in.channels() % columns;
                for (int iy = Math.max(oy * s - top, 0); iy < Math.min(oy * s - top + p.kernel(), height); iy++) {
                    for (int ix = Math.max(ox * s - left, 0); ix < Math.min(ox * s - left + p.kernel(), width); ix++) {
                        y[i] = Math.max(y[i], x[(iy * in.width() + ix) * in.channels() + c]);
                    }
                }
            }
            return y;
        });
    }

    /** Rows of padding above, if the output is to have {@code out} rows and the odd row of padding goes below. */
    private static int before(int in, int out, int kernel, int stride) {
        return Math.max((out - 1) * stride + kernel - in, 0) / 2;
    }

    private static double[] average(double[] x, int channels) {
        return mean(new double[][] {x}, channels);
    }

    private double[] dense(LayerNode node, Layer.Dense d, double[] x) {
        double[] kernel = parameter(node.id() + "/kernel");
        double[] y = parameter(node.id() + "/bias").clone();
        for (int i = 0; i < d.inputs(); i++) {
            for (int u = 0; u < d.units(); u++) {
                y[u] += x[i] * kernel[i * d.units() + u];
            }
        }
        return y;
    }

    private double[][] sum(LayerNode node) {
        double[][] sum = new double[tensor(node.input()).length][];
        for (int n = 0; n < sum.length; n++) {
            double[] total = new double[tensor(node.input())[n].length];
            for (int tensor : node.inputs()) {
                for (int i = 0; i < total.length; i++) {
                    total[i] += tensor(tensor)[n][i];
                }
            }
            sum[n] = total;
        }
        return sum;
    }

    private double[][] concatenation(LayerNode node) {
        Shape out = architecture.shape(node.output());
        double[][] joined = new double[tensor(node.input()).length][(int) out.elements()];
        for (int n = 0; n < joined.length; n++) {
            int first = 0;
            for (int tensor : node.inputs()) {
                int channels = architecture.shape(tensor).channels();
                double[] part = tensor(tensor)[n];
                for (int i = 0; i < part.length; i++) {
                    joined[n][i / channels * out.channels() + first + i % channels] = part[i];
                }
                first += channels;
            }
        }
        return joined;
    }

    private static <K, V> V find(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key), () -> "there is no " + key);
    }

    private interface Pass {
        double[] of(double[] x);
    }

    private static double[][] map(double[][] input, Pass pass) {
        return Arrays.stream(input).map(pass::of).toArray(double[][]::new);
    }
}
