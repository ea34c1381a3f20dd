package org.aiperf.architecture.morphism;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.Weights;

/**
 * Puts a 3×3 convolution, a batch normalisation and a ReLU after a ReLU of the main chain.
 *
 * <p>Inherited, all three are the identity: the convolution's kernel is 1 in the middle of its own channel, the
 * normalisation undoes itself, and a ReLU leaves what a ReLU gave. The mean and variance that the normalisation undoes
 * are those that its input is expected to have ({@link Moments}), so that it is close to the identity by the statistics
 * of a batch, too.
 *
 * @param afterLayer id of the ReLU
 */
public record Deeper(int afterLayer) implements Morphism {
    private static final int KERNEL = 3;

    @Override
    public String kind() {
        return MorphismKind.DEEPER.word();
    }

    @Override
    public String describe() {
        return "deeper " + afterLayer;
    }

    @Override
    public Optional<Architecture> apply(Architecture parent) {
        if (!Morphisms.deeper(parent, MainChain.of(parent)).contains(this)) {
            return Optional.empty();
        }
        LayerNode relu = parent.layer(afterLayer);
        int channels = parent.shape(relu.output()).channels();
        Growth growth = new Growth(parent);
        int activated = growth.newTensor();
        int convolved = growth.newTensor();
        int normalised = growth.newTensor();
        growth.redirect(relu, activated);
        growth.append(new Layer.Convolution(channels, channels, KERNEL, 1), List.of(activated), convolved);
        growth.append(new Layer.BatchNorm(channels), List.of(convolved), normalised);
        growth.append(new Layer.Relu(), List.of(normalised), relu.output());
        return growth.build();
    }

    @Override
    public Weights inherit(Architecture parent, Weights weights, Architecture child, long seed) {
        int convolution = parent.nextLayerId();
        int normalisation = convolution + 1;
        Moments moments = Moments.of(parent, weights, parent.layer(afterLayer).output());
        int channels = moments.channels();
        float[] kernel = new float[KERNEL * KERNEL * channels * channels];
        int middle = KERNEL * KERNEL / 2 * channels * channels;
        for (int channel = 0; channel < channels; channel++) {
            kernel[middle + channel * channels + channel] = 1;
        }
        float[] scale = new float[channels];
        float[] mean = new float[channels];
        float[] variance = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            mean[channel] = (float) moments.mean(channel);
            variance[channel] = (float) moments.variance(channel);
            scale[channel] = (float) Math.sqrt(variance[channel] + Layer.BatchNorm.EPSILON);
        }
        Map<String, float[]> arrays = new HashMap<>();
        arrays.put(convolution + "/kernel", kernel);
        arrays.put(convolution + "/bias", new float[channels]);
        arrays.put(normalisation + "/scale", scale);
        arrays.put(normalisation + "/shift", mean.clone());
        arrays.put(normalisation + "/mean", mean);
        arrays.put(normalisation + "/variance", variance);
        return Inheritance.merge(child, weights, arrays);
    }
}
