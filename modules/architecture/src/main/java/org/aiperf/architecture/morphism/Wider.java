package org.aiperf.architecture.morphism;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.Weights;

/**
 * Doubles the filters of a convolution or the units of a dense layer of the main chain, and whatever has to grow with
 * them ({@link ChannelCopies}).
 *
 * <p>Inherited, each new channel is a copy of an old one, and whoever reads the two takes half of each (Net2WiderNet,
 * Chen et al. 2016, section 2.2); a little more of one and less of the other, so that the copies grow apart in training
 * while the sum stays.
 *
 * @param layer id of the convolution or dense layer
 */
public record Wider(int layer) implements Morphism {
    /** How uneven the two halves are: the deviation of their difference from the half, relative to the half. */
    private static final double UNEVENNESS = 0.05;

    @Override
    public String kind() {
        return MorphismKind.WIDER.word();
    }

    @Override
    public String describe() {
        return "wider " + layer;
    }

    @Override
    public Optional<Architecture> apply(Architecture parent) {
        if (!Morphisms.wider(parent, MainChain.of(parent)).contains(this)) {
            return Optional.empty();
        }
        Optional<ChannelCopies> copies =
                ChannelCopies.of(parent, parent.layer(layer).output());
        return copies.flatMap(each -> grow(parent, each));
    }

    private static Optional<Architecture> grow(Architecture parent, ChannelCopies copies) {
        Growth growth = new Growth(parent);
        for (LayerNode node : parent.layers()) {
            int inputs = copies.channels(node.input());
            int outputs = copies.channels(node.output());
            switch (node.layer()) {
                case Layer.Convolution c ->
                    growth.replace(node, new Layer.Convolution(inputs, outputs, c.kernel(), c.stride(), c.padding()));
                case Layer.PrimaryCapsules p ->
                    growth.replace(
                            node,
                            new Layer.PrimaryCapsules(
                                    inputs, p.groups(), p.dimension(), p.kernel(), p.stride(), p.padding()));
                case Layer.Dense _ -> growth.replace(node, new Layer.Dense(inputs, outputs));
                case Layer.BatchNorm _ -> growth.replace(node, new Layer.BatchNorm(outputs));
                case Layer.Relu _,
                        Layer.MaxPool _,
                        Layer.GlobalAveragePool _,
                        Layer.Flatten _,
                        Layer.Dropout _,
                        Layer.Add _,
                        Layer.Concatenate _,
                        Layer.RoutedCapsules _,
                        Layer.CapsuleLengths _ -> {}
            }
        }
        return growth.build();
    }

    @Override
    public Weights inherit(Architecture parent, Weights weights, Architecture child, long seed) {
        ChannelCopies copies = ChannelCopies.of(parent, parent.layer(layer).output())
                .orElseThrow(() -> new IllegalArgumentException("layer " + layer + " cannot be widened"));
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, float[]> arrays = new HashMap<>();
        for (LayerNode node : parent.layers()) {
            if (!copies.grows(node.input()) && !copies.grows(node.output())) {
                continue;
            }
            int[] inputs = copies.sources(node.input());
            int[] outputs = copies.sources(node.output());
            switch (node.layer()) {
                case Layer.Convolution c -> {
                    float[] kernel = weights.get(node.id() + "/kernel");
                    int positions = c.kernel() * c.kernel();
                    arrays.put(node.id() + "/kernel", kernel(kernel, positions, inputs, outputs, random));
                    copy(weights, node.id() + "/bias", outputs, arrays);
                }
                case Layer.PrimaryCapsules p -> {
                    float[] kernel = weights.get(node.id() + "/kernel");
                    int[] filters =
                            IntStream.range(0, p.convolution().filters()).toArray();
                    arrays.put(node.id() + "/kernel", kernel(kernel, p.kernel() * p.kernel(), inputs, filters, random));
                }
                case Layer.Dense _ -> {
                    float[] kernel = weights.get(node.id() + "/kernel");
                    arrays.put(node.id() + "/kernel", kernel(kernel, 1, inputs, outputs, random));
                    copy(weights, node.id() + "/bias", outputs, arrays);
                }
                case Layer.BatchNorm _ -> {
                    copy(weights, node.id() + "/scale", outputs, arrays);
                    copy(weights, node.id() + "/shift", outputs, arrays);
                    copy(weights, node.id() + "/mean", outputs, arrays);
                    copy(weights, node.id() + "/variance", outputs, arrays);
                }
                case Layer.Relu _,
                        Layer.MaxPool _,
                        Layer.GlobalAveragePool _,
                        Layer.Flatten _,
                        Layer.Dropout _,
                        Layer.Add _,
                        Layer.Concatenate _,
                        Layer.RoutedCapsules _,
                        Layer.CapsuleLengths _ -> {}
            }
        }
        return Inheritance.merge(child, weights, arrays);
    }

    private static void copy(Weights weights, String name, int[] sources, Map<String, float[]> arrays) {
        float[] old = weights.get(name);
        float[] grown = new float[sources.length];
        for (int i = 0; i < sources.length; i++) {
            grown[i] = old[sources[i]];
        }
        arrays.put(name, grown);
    }

    /** Widens a kernel {@code [positions, inputs, outputs]}; an input that stands twice in {@code inputs} is halved. */
    private static float[] kernel(float[] old, int positions, int[] inputs, int[] outputs, SplittableRandom random) {
        int oldOutputs = outputs[outputs.length - 1] + 1;
        int oldInputs = inputs[inputs.length - 1] + 1;
        float[] grown = new float[Math.multiplyExact(Math.multiplyExact(positions, inputs.length), outputs.length)];
        int to = 0;
        for (int position = 0; position < positions; position++) {
            for (int i = 0; i < inputs.length; i++) {
                int from = (position * oldInputs + inputs[i]) * oldOutputs;
                boolean firstOfTwo = i + 1 < inputs.length && inputs[i + 1] == inputs[i];
                boolean secondOfTwo = i > 0 && inputs[i - 1] == inputs[i];
                for (int o = 0; o < outputs.length; o++, to++) {
                    float whole = old[from + outputs[o]];
                    if (firstOfTwo) {
                        grown[to] = (float) (whole / 2 * (1 + UNEVENNESS * random.nextGaussian()));
                    } else if (secondOfTwo) {
                        grown[to] = whole - grown[to - outputs.length];
                    } else {
                        grown[to] = whole;
                    }
                }
            }
        }
        return grown;
    }
}
