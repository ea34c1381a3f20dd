package org.aiperf.architecture;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The numbers of a network, by the names of its {@link ParameterSpec}s; each array row by row, last dimension fastest. */
public final class Weights {
    private final Map<String, float[]> arrays;

    /** Takes the arrays as they are, without a copy: whoever hands them over stops writing to them. */
    public Weights(Map<String, float[]> arrays) {
        this.arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }

    public Set<String> names() {
        return arrays.keySet();
    }

    /** The array of a parameter; read it, do not write it. */
    public float[] get(String name) {
        float[] array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("there are no weights named " + name);
        }
        return array;
    }
}
