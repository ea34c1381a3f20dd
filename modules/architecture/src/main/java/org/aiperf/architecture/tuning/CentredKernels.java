package org.aiperf.architecture.tuning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.ParameterSpec;
import org.aiperf.architecture.Weights;

/**
 * Weights of a network for the same network with other kernel sizes. Each kernel stays in the middle: a larger one has
 * zeros around it, so the network computes what it did; a smaller one is what is left without the border.
 */
public final class CentredKernels {
    private CentredKernels() {}

    /**
     * The weights of {@code to}. Arrays that do not change are shared, not copied.
     *
     * @param to the layers of {@code from}, except that kernels of convolutions may be larger or smaller by an even
     *     number, with half of that more or less padding, and that dropout rates may differ
     * @throws IllegalArgumentException if the networks differ in anything else, or the weights are not those of
     *     {@code from}
     */
    public static Weights of(Architecture from, Weights weights, Architecture to) {
        requireAlike(from, to);
        Map<String, float[]> arrays = new LinkedHashMap<>();
        List<ParameterSpec> given = ParameterSpec.of(from);
        List<ParameterSpec> wanted = ParameterSpec.of(to);
        for (int i = 0; i < wanted.size(); i++) {
            float[] array = weights.get(given.get(i).name());
            if (array.length != given.get(i).size()) {
                throw new IllegalArgumentException("the weights " + given.get(i).name() + " hold " + array.length
                        + " numbers, the network has " + given.get(i).size());
            }
            boolean same = given.get(i).equals(wanted.get(i));
            arrays.put(wanted.get(i).name(), same ? array : centred(array, given.get(i), wanted.get(i)));
        }
        return new Weights(arrays);
    }

    private static float[] centred(float[] kernel, ParameterSpec given, ParameterSpec wanted) {
        int side = given.shape().getFirst();
        int newSide = wanted.shape().getFirst();
        int channels = given.shape().get(2) * given.shape().get(3);
        int common = Math.min(side, newSide);
        int from = (side - common) / 2;
        int to = (newSide - common) / 2;
        float[] centred = new float[wanted.size()];
        for (int row = 0; row < common; row++) {
            System.arraycopy(
                    kernel,
                    ((from + row) * side + from) * channels,
                    centred,
                    ((to + row) * newSide + to) * channels,
                    common * channels);
        }
        return centred;
    }

    private static void requireAlike(Architecture from, Architecture to) {
        if (!from.input().equals(to.input())) {
            throw new IllegalArgumentException("one network reads " + from.input() + ", the other " + to.input());
        }
        int layers = from.layers().size();
        if (to.layers().size() != layers) {
            throw new IllegalArgumentException("one network has " + layers + " layers, the other "
                    + to.layers().size());
        }
        for (int place = 0; place < layers; place++) {
            LayerNode one = from.layers().get(place);
            LayerNode other = to.layers().get(place);
            boolean alike = one.id() == other.id()
                    && one.inputs().equals(other.inputs())
                    && one.output() == other.output()
                    && alike(one.layer(), other.layer());
            if (!alike) {
                throw new IllegalArgumentException(
                        "the networks differ in more than kernel sizes: " + one + " against " + other);
            }
        }
    }

    private static boolean alike(Layer one, Layer other) {
        if (one instanceof Layer.Convolution a && other instanceof Layer.Convolution b) {
            return a.inputChannels() == b.inputChannels()
                    && a.filters() == b.filters()
                    && a.stride() == b.stride()
                    && b.kernel() - a.kernel() == 2 * (b.padding() - a.padding());
        }
        return one.equals(other) || (one instanceof Layer.Dropout && other instanceof Layer.Dropout);
    }
}
