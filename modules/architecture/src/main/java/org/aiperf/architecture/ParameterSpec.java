package org.aiperf.architecture;

import java.util.ArrayList;
import java.util.List;

/**
 * One array of numbers that a layer keeps.
 *
 * @param name {@code <layer id>/kernel}, {@code /bias}, {@code /votes}, {@code /scale}, {@code /shift}, {@code /mean}
 *     or {@code /variance}
 * @param shape {@code [k, k, inputs, filters]} of a convolution's kernel, {@code [inputs, units]} of a dense layer's,
 *     {@code [capsules, input capsules, dimension, input dimension]} of the matrices by which capsules vote,
 *     {@code [channels]} of the others
 * @param trainable whether gradients change it; the mean and variance of a batch normalisation are tracked instead
 */
public record ParameterSpec(String name, List<Integer> shape, boolean trainable) {
    public ParameterSpec {
        shape = List.copyOf(shape);
    }

    public int size() {
        return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }

    /** Everything that an architecture keeps, in the order of its list of layers. */
    public static List<ParameterSpec> of(Architecture architecture) {
        List<ParameterSpec> specs = new ArrayList<>();
        for (LayerNode node : architecture.layers()) {
            String id = node.id() + "/";
            switch (node.layer()) {
                case Layer.Convolution c -> {
                    List<Integer> kernel = List.of(c.kernel(), c.kernel(), c.inputChannels(), c.filters());
                    specs.add(new ParameterSpec(id + "kernel", kernel, true));
                    specs.add(new ParameterSpec(id + "bias", List.of(c.filters()), true));
                }
                case Layer.PrimaryCapsules p -> {
                    int filters = p.convolution().filters();
                    List<Integer> kernel = List.of(p.kernel(), p.kernel(), p.inputChannels(), filters);
                    specs.add(new ParameterSpec(id + "kernel", kernel, true));
                    specs.add(new ParameterSpec(id + "bias", List.of(filters), true));
                }
                case Layer.RoutedCapsules r -> {
                    List<Integer> votes = List.of(r.capsules(), r.inputCapsules(), r.dimension(), r.inputDimension());
                    specs.add(new ParameterSpec(id + "votes", votes, true));
                }
                case Layer.Dense d -> {
                    specs.add(new ParameterSpec(id + "kernel", List.of(d.inputs(), d.units()), true));
                    specs.add(new ParameterSpec(id + "bias", List.of(d.units()), true));
                }
                case Layer.BatchNorm b -> {
                    List<Integer> channels = List.of(b.channels());
                    specs.add(new ParameterSpec(id + "scale", channels, true));
                    specs.add(new ParameterSpec(id + "shift", channels, true));
                    specs.add(new ParameterSpec(id + "mean", channels, false));
                    specs.add(new ParameterSpec(id + "variance", channels, false));
                }
                case Layer.Relu _,
                        Layer.MaxPool _,
                        Layer.GlobalAveragePool _,
                        Layer.Flatten _,
                        Layer.Dropout _,
                        Layer.Add _,
                        Layer.Concatenate _,
                        Layer.CapsuleLengths _ -> {}
            }
        }
        return specs;
    }
}
