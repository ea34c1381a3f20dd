package org.aiperf.training;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tensorflow.Output;

/**
 * One way to run a graph, by name: what goes in and what comes out. Sorted by key, which is the order in which DJL
 * hands tensors in and out.
 */
record EntryPoint(String name, SortedMap<String, Output<?>> inputs, SortedMap<String, Output<?>> outputs) {

    EntryPoint(String name, Map<String, Output<?>> inputs, Map<String, Output<?>> outputs) {
        this(name, new TreeMap<>(inputs), new TreeMap<>(outputs));
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new IllegalArgumentException(name + " needs something to go in and something to come out");
        }
    }
}
