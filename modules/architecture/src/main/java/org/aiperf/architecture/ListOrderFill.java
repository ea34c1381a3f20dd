package org.aiperf.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An architecture's weights, filled from those of another network as the reference fills every trial's from its
 * pretrained file: layer by layer in the order of both lists, by shape and whatever the layers are called, until the
 * first that do not agree. Layers without parameters are passed over.
 *
 * @param weights of all layers: those from there on are as they were given
 * @param matched layers that were filled
 * @param layers layers with parameters in all
 */
public record ListOrderFill(Weights weights, int matched, int layers) {

    /** The arrays of one layer of a file of weights, in the order of {@link ParameterSpec}. */
    public record Group(String name, List<Array> arrays) {
        public Group {
            arrays = List.copyOf(arrays);
        }
    }

    /** Numbers row by row, last dimension fastest. */
    public static final class Array {
        private final List<Integer> shape;
        private final float[] values;

        /** Takes the values as they are, without a copy: whoever hands them over stops writing to them. */
        public Array(List<Integer> shape, float[] values) {
            if (shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact) != values.length) {
                throw new IllegalArgumentException("an array of shape " + shape + " cannot hold " + values.length);
            }
            this.shape = List.copyOf(shape);
            this.values = values;
        }

        public List<Integer> shape() {
            return shape;
        }

        /** Read it, do not write it. */
        public float[] values() {
            return values;
        }
    }

    /**
     * Fills weights; arrays are shared, not copied.
     *
     * @param given weights of the architecture, for the layers that find no match
     * @param groups of layers with parameters only
     */
    public static ListOrderFill of(Architecture architecture, Weights given, List<Group> groups) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        given.names().forEach(name -> arrays.put(name, given.get(name)));
        List<List<ParameterSpec>> layers = layers(architecture);
        int matched = 0;
        while (matched < Math.min(layers.size(), groups.size())
                && agree(layers.get(matched), groups.get(matched).arrays())) {
            List<ParameterSpec> specs = layers.get(matched);
            for (int i = 0; i < specs.size(); i++) {
                arrays.put(
                        specs.get(i).name(), groups.get(matched).arrays().get(i).values());
            }
            matched++;
        }
        return new ListOrderFill(new Weights(arrays), matched, layers.size());
    }

    private static boolean agree(List<ParameterSpec> specs, List<Array> arrays) {
        return specs.stream()
                .map(ParameterSpec::shape)
                .toList()
                .equals(arrays.stream().map(Array::shape).toList());
    }

    private static List<List<ParameterSpec>> layers(Architecture architecture) {
        Map<String, List<ParameterSpec>> byLayer = new LinkedHashMap<>();
        for (ParameterSpec spec : ParameterSpec.of(architecture)) {
            String id = spec.name().substring(0, spec.name().indexOf('/'));
            byLayer.computeIfAbsent(id, layer -> new ArrayList<>()).add(spec);
        }
        return List.copyOf(byLayer.values());
    }
}
