package org.aiperf.architecture.morphism;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.Weights;

/**
 * Puts what a ReLU gives beside what a later batch normalisation gives, and brings both back to the channels of the
 * latter by a 1×1 convolution. Where strides or pools lie in between, the branch first goes through a 1×1 convolution of
 * that stride and a batch normalisation, which keep its channels. It is the second kind of skip of the reference, which
 * its search does not use.
 *
 * <p>Inherited, the merging convolution is the identity on the channels that were there and zero on the new ones, so the
 * child computes what the parent computes, and the branch comes alive as those zeros are trained.
 *
 * @param from id of the ReLU
 * @param to id of the batch normalisation
 */
public record SkipConcat(int from, int to) implements Morphism {
    @Override
    public String kind() {
        return MorphismKind.CONCAT.word();
    }

    @Override
    public String describe() {
        return "concat " + from + " → " + to;
    }

    @Override
    public Optional<Architecture> apply(Architecture parent) {
        return SkipEnds.of(parent, from, to).flatMap(ends -> joined(parent, ends));
    }

    private Optional<Architecture> joined(Architecture parent, SkipEnds ends) {
        LayerNode start = ends.start();
        LayerNode end = ends.end();
        int oldChannels = parent.shape(end.output()).channels();
        int newChannels = parent.shape(start.output()).channels();
        Growth growth = new Growth(parent);
        int branch = start.output();
        if (ends.stride() > 1) {
            int shrunk = growth.newTensor();
            branch = growth.newTensor();
            growth.append(
                    new Layer.Convolution(newChannels, newChannels, 1, ends.stride()), List.of(start.output()), shrunk);
            growth.append(new Layer.BatchNorm(newChannels), List.of(shrunk), branch);
        }
        int ending = growth.newTensor();
        int joined = growth.newTensor();
        growth.redirect(end, ending);
        growth.append(new Layer.Concatenate(), List.of(ending, branch), joined);
        growth.append(
                new Layer.Convolution(oldChannels + newChannels, oldChannels, 1, 1), List.of(joined), end.output());
        return growth.build();
    }

    @Override
    public Weights inherit(Architecture parent, Weights weights, Architecture child, long seed) {
        int oldChannels = parent.shape(parent.layer(to).output()).channels();
        int newChannels = parent.shape(parent.layer(from).output()).channels();
        Map<String, float[]> arrays = new HashMap<>();
        int merge = child.nextLayerId() - 1;
        if (merge > parent.nextLayerId() + 1) {
            branch(parent.nextLayerId(), newChannels, new SplittableRandom(seed), arrays);
        }
        float[] kernel = new float[(oldChannels + newChannels) * oldChannels];
        for (int channel = 0; channel < oldChannels; channel++) {
            kernel[channel * oldChannels + channel] = 1;
        }
        arrays.put(merge + "/kernel", kernel);
        arrays.put(merge + "/bias", new float[oldChannels]);
        return Inheritance.merge(child, weights, arrays);
    }

    private static void branch(int convolution, int channels, SplittableRandom random, Map<String, float[]> arrays) {
        int normalisation = convolution + 1;
        arrays.put(convolution + "/kernel", Projection.kernel(channels, channels, random));
        arrays.put(convolution + "/bias", new float[channels]);
        float[] ones = new float[channels];
        Arrays.fill(ones, 1);
        arrays.put(normalisation + "/scale", ones);
        arrays.put(normalisation + "/shift", new float[channels]);
        arrays.put(normalisation + "/mean", new float[channels]);
        arrays.put(normalisation + "/variance", ones.clone());
    }
}
