package org.aiperf.architecture;

import java.util.List;

/**
 * A layer in its place: it reads the tensors {@code inputs} and writes the tensor {@code output}. The {@code id} is the
 * layer's place in the list of layers, and never changes when the network grows, so that weights can be inherited.
 */
public record LayerNode(int id, Layer layer, List<Integer> inputs, int output) {
    public LayerNode {
        inputs = List.copyOf(inputs);
    }

    /** The tensor read by a layer that reads one. */
    public int input() {
        return inputs.getFirst();
    }
}
