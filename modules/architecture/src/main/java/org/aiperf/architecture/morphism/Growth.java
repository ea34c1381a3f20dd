package org.aiperf.architecture.morphism;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.Shape;

/** A list of layers that is being grown: new layers go to the end, with the next ids. */
final class Growth {
    private final Architecture parent;
    private final List<LayerNode> layers;
    private int nextId;
    private int nextTensor;

    Growth(Architecture parent) {
        this.parent = parent;
        layers = new ArrayList<>(parent.layers());
        nextId = parent.nextLayerId();
        nextTensor = parent.nextTensor();
    }

    int newTensor() {
        return nextTensor++;
    }

    void append(Layer layer, List<Integer> inputs, int output) {
        layers.add(new LayerNode(nextId++, layer, inputs, output));
    }

    /** Lets a layer write another tensor. */
    void redirect(LayerNode node, int output) {
        layers.set(layers.indexOf(node), new LayerNode(node.id(), node.layer(), node.inputs(), output));
    }

    void replace(LayerNode node, Layer layer) {
        layers.set(layers.indexOf(node), new LayerNode(node.id(), layer, node.inputs(), node.output()));
    }

    /** The grown network; empty if it is too large or its shapes do not fit. */
    Optional<Architecture> build() {
        if (layers.size() > Morphism.MAX_LAYERS) {
            return Optional.empty();
        }
        try {
            Architecture child = new Architecture(parent.input(), layers);
            boolean small = child.size() <= Morphism.MAX_SIZE
                    && layers.stream()
                            .allMatch(node -> child.shape(node.output()).elements() <= Shape.MAX_ELEMENTS);
            return small ? Optional.of(child) : Optional.empty();
        } catch (IllegalArgumentException | ArithmeticException _) {
            return Optional.empty();
        }
    }
}
