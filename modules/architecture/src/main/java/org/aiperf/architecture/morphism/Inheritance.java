package org.aiperf.architecture.morphism;

import java.util.LinkedHashMap;
import java.util.Map;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ParameterSpec;
import org.aiperf.architecture.Weights;

/** Puts a child's weights together: new arrays where there are some, its parent's everywhere else. */
final class Inheritance {
    private Inheritance() {}

    static Weights merge(Architecture child, Weights parent, Map<String, float[]> changed) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (ParameterSpec spec : ParameterSpec.of(child)) {
            float[] array = changed.get(spec.name());
            float[] inherited = array == null ? parent.get(spec.name()) : array;
            if (inherited.length != spec.size()) {
                throw new IllegalArgumentException("the weights " + spec.name() + " hold " + inherited.length
                        + " numbers, the child needs " + spec.size());
            }
            arrays.put(spec.name(), inherited);
        }
        return new Weights(arrays);
    }
}
