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
 * Adds what a ReLU gives to what a later batch normalisation gives, through a 1×1 convolution and a batch normalisation
 * of its own; the convolution's stride makes up for the strides and pools in between.
 *
 * <p>Inherited, the new normalisation's scale and shift are zero, so the sum is what it was, exactly, and the branch
 * comes alive as its scale is trained. The reference adds the ReLU's tensor itself where shapes allow it; that changes
 * what the network computes, and would throw away what the parent learned, so here there is always a projection.
 *
 * @param from id of the ReLU
 * @param to id of the batch normalisation
 */
public record SkipAdd(int from, int to) implements Morphism {
    @Override
    public String kind() {
        return MorphismKind.SKIP.word();
    }

    @Override
    public String describe() {
        return "skip " + from + " → " + to;
    }

    @Override
    public Optional<Architecture> apply(Architecture parent) {
        return SkipEnds.of(parent, from, to).flatMap(ends -> joined(parent, ends));
    }

    private Optional<Architecture> joined(Architecture parent, SkipEnds ends) {
        LayerNode start = ends.start();
        LayerNode end = ends.end();
        int channels = parent.shape(end.output()).channels();
        Growth growth = new Growth(parent);
        int projected = growth.newTensor();
        int normalised = growth.newTensor();
        int ending = growth.newTensor();
        growth.append(
                new Layer.Convolution(parent.shape(start.output()).channels(), channels, 1, ends.stride()),
                List.of(start.output()),
                projected);
        growth.append(new Layer.BatchNorm(channels), List.of(projected), normalised);
        growth.redirect(end, ending);
        growth.append(new Layer.Add(), List.of(ending, normalised), end.output());
        return growth.build();
    }

    @Override
    public Weights inherit(Architecture parent, Weights weights, Architecture child, long seed) {
        int convolution = parent.nextLayerId();
        int normalisation = convolution + 1;
        int inputs = parent.shape(parent.layer(from).output()).channels();
        int channels = parent.shape(parent.layer(to).output()).channels();
        float[] variance = new float[channels];
        Arrays.fill(variance, 1);
        Map<String, float[]> arrays = new HashMap<>();
        arrays.put(convolution + "/kernel", Projection.kernel(inputs, channels, new SplittableRandom(seed)));
        arrays.put(convolution + "/bias", new float[channels]);
        arrays.put(normalisation + "/scale", new float[channels]);
        arrays.put(normalisation + "/shift", new float[channels]);
        arrays.put(normalisation + "/mean", new float[channels]);
        arrays.put(normalisation + "/variance", variance);
        return Inheritance.merge(child, weights, arrays);
    }
}
