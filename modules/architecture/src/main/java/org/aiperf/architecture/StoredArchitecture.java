package org.aiperf.architecture;

import java.util.HashMap;
import java.util.Map;

/**
 * An architecture as a file holds it: a graph of the reference stores the shape of every tensor, and the reference
 * counts from those, whatever its layers would make of their inputs.
 *
 * @param shapes the stored shape of every tensor
 */
public record StoredArchitecture(Architecture architecture, Map<Integer, Shape> shapes) {
    public StoredArchitecture {
        shapes = Map.copyOf(shapes);
    }

    /** An architecture that was stored with no shapes, or with those that follow from its layers. */
    public static StoredArchitecture of(Architecture architecture) {
        Map<Integer, Shape> shapes = new HashMap<>();
        shapes.put(0, architecture.input());
        for (LayerNode node : architecture.layers()) {
            shapes.put(node.output(), architecture.shape(node.output()));
        }
        return new StoredArchitecture(architecture, shapes);
    }

    /** The stored shape of a tensor. */
    public Shape shape(int tensor) {
        Shape shape = shapes.get(tensor);
        if (shape == null) {
            throw new IllegalArgumentException("no shape is stored for tensor " + tensor);
        }
        return shape;
    }
}
