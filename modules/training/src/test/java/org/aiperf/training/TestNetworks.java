package org.aiperf.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.NetworkBuilder;
import org.aiperf.architecture.ParameterSpec;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.Weights;
import org.aiperf.datasets.ImageSet;

/** Tiny networks, one for each kind of layer and each way it can lie, with random weights and images for them. */
final class TestNetworks {
    static final int CLASSES = 3;
    private static final Shape INPUT = Shape.image(7, 6, 2);

    private TestNetworks() {}

    static Map<String, Architecture> all() {
        Map<String, Architecture> all = new LinkedHashMap<>();
        for (int kernel : List.of(1, 3, 5)) {
            for (int stride : List.of(1, 2)) {
                all.put("convolution " + kernel + " stride " + stride, convolution(kernel, stride, kernel / 2));
            }
        }
        all.put("convolution 1 stride 4", convolution(1, 4, 0));
        all.put("convolution 3 unpadded", convolution(3, 1, 0));
        all.put("convolution 3 stride 2 padded by 2", convolution(3, 2, 2));
        all.put("convolution 2 padded by 1", convolution(2, 1, 1));
        all.put("convolution 4 stride 3 unpadded", convolution(4, 3, 0));
        all.put("batch norm of images", batchNormOfImages());
        all.put("batch norm of vectors", batchNormOfVectors());
        all.put("max pool 2 by 2", maxPool(2, 2));
        all.put("max pool 3 by 2", maxPool(3, 2));
        all.put("max pool 2 by 4", maxPool(2, 4));
        all.put("max pool wider than the image", maxPool(9, 9));
        all.put("flatten", flatten());
        all.put("add with fan-out", addWithFanOut());
        all.put("concatenate images", concatenateImages());
        all.put("concatenate vectors", concatenateVectors());
        all.put("dropout of nothing", dropout(0));
        all.put("residual block", residualBlock());
        all.put("batch norm of a sum", batchNormOfASum());
        all.put("batch norm and another reader", batchNormAndAnotherReader());
        all.put("two batch norms of one tensor", twoBatchNormsOfOneTensor());
        all.put("batch norm of the image", batchNormOfTheImage());
        all.put("capsules", capsules(1, 2));
        all.put("capsules routed twice", capsules(2, 2));
        all.put("capsules routed three times", capsules(3, 1));
        return all;
    }

    static Architecture named(String name) {
        return Objects.requireNonNull(all().get(name), name);
    }

    static Architecture dropout(double rate) {
        NetworkBuilder net = new NetworkBuilder(INPUT);
        int tensor = net.add(new Layer.Dropout(rate), List.of(net.relu(net.convolution(0, 4, 3, 1))));
        tensor = net.add(new Layer.Flatten(), List.of(tensor));
        net.dense(tensor, CLASSES);
        return net.build();
    }

    static Architecture residualBlock() {
        NetworkBuilder net = new NetworkBuilder(INPUT);
        int stem = net.relu(net.batchNorm(net.convolution(0, 3, 3, 1)));
        int branch = net.batchNorm(net.convolution(net.relu(net.batchNorm(net.convolution(stem, 5, 3, 2))), 5, 3, 1));
        int shortcut = net.batchNorm(net.convolution(stem, 5, 1, 2));
        net.dense(net.globalAveragePool(net.relu(net.sum(branch, shortcut))), CLASSES);
        return net.build();
    }

    private static Architecture capsules(int iterations, int stride) {
        NetworkBuilder net = new NetworkBuilder(INPUT);
        int tensor = net.relu(net.batchNorm(net.convolution(0, 3, 3, 2)));
        tensor = net.primaryCapsules(tensor, 2, 3, 3, stride);
        net.capsuleLengths(net.routedCapsules(tensor, CLASSES, 4, iterations));
        return net.build();
    }

    private static Architecture convolution(int kernel, int stride, int padding) {
        NetworkBuilder net = new NetworkBuilder(INPUT);
        int tensor = net.relu(net.convolution(0, 3, 3, 1));
        tensor = net.add(new Layer.Convolution(3, 4, kernel, stride, padding), List.of(tensor));
        return classified(net, net.relu(tensor));
    }

    private static Architecture batchNormOfImages() {
        NetworkBuilder net = new NetworkBuilder(INPUT);
        return classified(net, net.relu(net.batchNorm(net.convolution(0, 4, 3, 1))));
    }

    private static Architecture batchNormOfVectors() {
        NetworkBuilder net = new NetworkBuilder(INPUT);
        int vector = net.globalAveragePool(net.relu(net.convolution(0, 4, 3, 1)));
        net.dense(net.relu(net.batchNorm(net.dense(vector, 5))), CLASSES);
        return net.build();
    }

    /** As networks with the activation first have it. */
    private static Architecture batchNormOfASum() {
        NetworkBuilder net = new NetworkBuilder(INPUT);
        int first = net.convolution(0, 4, 3, 1);
        int sum = net.sum(net.convolution(net.relu(net.batchNorm(first)), 4, 3, 1), first);
        return classified(net, net.relu(net.batchNorm(sum)));
    }

    private static Architecture batchNormAndAnotherReader() {
        NetworkBuilder net = new NetworkBuilder(INPUT);
        int vector = net.dense(net.globalAveragePool(net.convolution(0, 4, 3, 1)), 5);
        net.dense(net.sum(net.relu(net.batchNorm(vector)), vector), CLASSES);
        return net.build();
    }

    private static Architecture twoBatchNormsOfOneTensor() {
        NetworkBuilder net = new NetworkBuilder(INPUT);
        int image = net.convolution(0, 4, 3, 1);
        return classified(net, net.sum(net.relu(net.batchNorm(image)), net.batchNorm(image)));
    }

    private static Architecture batchNormOfTheImage() {
        NetworkBuilder net = new NetworkBuilder(INPUT);
        return classified(net, net.relu(net.convolution(net.batchNorm(0), 4, 3, 1)));
    }

    private static Architecture maxPool(int kernel, int stride) {
        NetworkBuilder net = new NetworkBuilder(INPUT);
        return classified(net, net.maxPool(net.convolution(0, 4, 3, 1), kernel, stride));
    }

    private static Architecture flatten() {
        NetworkBuilder net = new NetworkBuilder(INPUT);
        int vector = net.add(new Layer.Flatten(), List.of(net.convolution(0, 2, 3, 2)));
        net.dense(net.relu(net.dense(vector, 4)), CLASSES);
        return net.build();
    }

    private static Architecture addWithFanOut() {
        NetworkBuilder net = new NetworkBuilder(INPUT);
        int first = net.relu(net.convolution(0, 3, 3, 1));
        int second = net.relu(net.convolution(first, 3, 3, 1));
        int sum = net.add(new Layer.Add(), List.of(first, second, net.convolution(second, 3, 1, 1)));
        return classified(net, net.sum(sum, first));
    }

    private static Architecture concatenateImages() {
        NetworkBuilder net = new NetworkBuilder(INPUT);
        int first = net.relu(net.convolution(0, 2, 3, 1));
        int second = net.relu(net.convolution(0, 3, 1, 1));
        return classified(
                net, net.convolution(net.add(new Layer.Concatenate(), List.of(first, second, first)), 3, 3, 1));
    }

    private static Architecture concatenateVectors() {
        NetworkBuilder net = new NetworkBuilder(INPUT);
        int image = net.relu(net.convolution(0, 3, 3, 1));
        int first = net.dense(net.globalAveragePool(image), 4);
        int second = net.globalAveragePool(net.convolution(image, 2, 3, 2));
        net.dense(net.add(new Layer.Concatenate(), List.of(first, second)), CLASSES);
        return net.build();
    }

    private static Architecture classified(NetworkBuilder net, int tensor) {
        net.dense(net.globalAveragePool(tensor), CLASSES);
        return net.build();
    }

    /** Every array random, none at the value it is initialised with; variances above 0. */
    static Weights weights(Architecture architecture, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (ParameterSpec spec : ParameterSpec.of(architecture)) {
            float[] array = new float[spec.size()];
            for (int i = 0; i < array.length; i++) {
                array[i] = spec.name().endsWith("/variance") || spec.name().endsWith("/scale")
                        ? (float) random.nextDouble(0.5, 2)
                        : (float) random.nextDouble(-0.8, 0.8);
            }
            arrays.put(spec.name(), array);
        }
        return new Weights(arrays);
    }

    static ImageSet images(Architecture architecture, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Shape input = architecture.input();
        byte[] pixels = new byte[(int) (count * input.elements())];
        random.nextBytes(pixels);
        int[] labels = random.ints(count, 0, architecture.classes()).toArray();
        return new ImageSet(input.height(), input.width(), input.channels(), architecture.classes(), pixels, labels);
    }
}
