package org.aiperf.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network as a graph: tensor 0 is the image, each layer reads tensors and writes one. Layers stand in the list in the
 * order in which they were added (a morphism appends), which is not the order in which they run; {@link #runningOrder}
 * is. The network's answer is the tensor that the last dense layer of the running order writes: the logits; or the
 * lengths of capsules, if these come later.
 *
 * <p>An instance is always sound: each tensor is written once, there is no cycle, and every shape fits.
 */
public final class Architecture {
    private final Shape input;
    private final List<LayerNode> layers;
    private final List<LayerNode> runningOrder;
    // A search keeps thousands of architectures; immutable maps and lists take a third of the memory of growing ones.
    private final Map<Integer, Shape> shapes;
    private final Map<Integer, List<LayerNode>> readers;
    private final Map<Integer, LayerNode> writers;
    private final int logits;

    /** @throws IllegalArgumentException with one line that names the first layer that does not fit */
    public Architecture(Shape input, List<LayerNode> layers) {
        this.input = input;
        this.layers = List.copyOf(layers);
        Set<Integer> ids = new HashSet<>();
        Map<Integer, LayerNode> writing = new HashMap<>();
        Map<Integer, List<LayerNode>> reading = new HashMap<>();
        for (LayerNode node : this.layers) {
            if (!ids.add(node.id())) {
                throw new IllegalArgumentException("two layers have the id " + node.id());
            }
            if (node.output() == 0 || writing.put(node.output(), node) != null) {
                throw new IllegalArgumentException("tensor " + node.output() + " is written twice");
            }
            for (int tensor : node.inputs()) {
                reading.computeIfAbsent(tensor, t -> new ArrayList<>()).add(node);
            }
        }
        reading.replaceAll((_, nodes) -> List.copyOf(nodes));
        this.writers = Map.copyOf(writing);
        this.readers = Map.copyOf(reading);
        this.runningOrder = order();
        this.shapes = inferShapes();
        this.logits = runningOrder.stream()
                .filter(node -> givesClasses(node.layer()))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalArgumentException("there is no dense layer to give the classes"))
                .output();
    }

    public Shape input() {
        return input;
    }

    /** The layers in the order in which they were added. */
    public List<LayerNode> layers() {
        return layers;
    }

    /** The layers in an order in which every tensor is written before it is read. */
    public List<LayerNode> runningOrder() {
        return runningOrder;
    }

    /** The shape of a tensor. */
    public Shape shape(int tensor) {
        Shape shape = shapes.get(tensor);
        if (shape == null) {
            throw new IllegalArgumentException("there is no tensor " + tensor);
        }
        return shape;
    }

    /** The layers that read a tensor. */
    public List<LayerNode> readers(int tensor) {
        return readers.getOrDefault(tensor, List.of());
    }

    /** The layer that writes a tensor; not to be asked of tensor 0. */
    public LayerNode writer(int tensor) {
        LayerNode writer = writers.get(tensor);
        if (writer == null) {
            throw new IllegalArgumentException("no layer writes tensor " + tensor);
        }
        return writer;
    }

    /** The tensor of the network's answer, {@code [classes]}. */
    public int logits() {
        return logits;
    }

    /** Whether the answer is lengths of capsules, from 0 to 1, and no logits. */
    public boolean scoresAreLengths() {
        return writer(logits).layer() instanceof Layer.CapsuleLengths;
    }

    /** Whether a layer's output can be the network's answer. */
    public static boolean givesClasses(Layer layer) {
        return layer instanceof Layer.Dense || layer instanceof Layer.CapsuleLengths;
    }

    public int classes() {
        return shape(logits).channels();
    }

    /**
     * Numbers that the network keeps: its trained parameters, and the tracked mean and variance of each batch
     * normalisation (so 4 per channel there).
     */
    public long size() {
        return layers.stream()
                .mapToLong(node -> ParameterCount.kept(node.layer()))
                .reduce(0, Math::addExact);
    }

    /** The layer with an id. */
    public LayerNode layer(int id) {
        return layers.stream()
                .filter(node -> node.id() == id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no layer " + id));
    }

    /** The smallest number above the ids of all layers. */
    public int nextLayerId() {
        return layers.stream().mapToInt(LayerNode::id).max().orElse(-1) + 1;
    }

    /** The smallest number above those of all tensors. */
    public int nextTensor() {
        return layers.stream().mapToInt(LayerNode::output).max().orElse(0) + 1;
    }

    private List<LayerNode> order() {
        List<LayerNode> ordered = new ArrayList<>();
        Map<Integer, Integer> missing = new HashMap<>();
        ArrayDeque<LayerNode> ready = new ArrayDeque<>();
        for (LayerNode node : layers) {
            long unwritten =
                    node.inputs().stream().filter(tensor -> tensor != 0).count();
            missing.put(node.id(), (int) unwritten);
            if (unwritten == 0) {
                ready.add(node);
            }
        }
        while (!ready.isEmpty()) {
            LayerNode node = ready.removeFirst();
            ordered.add(node);
            for (LayerNode reader : readers.getOrDefault(node.output(), List.of())) {
                if (missing.merge(reader.id(), -1, Integer::sum) == 0) {
                    ready.add(reader);
                }
            }
        }
        if (ordered.size() != layers.size()) {
            throw new IllegalArgumentException("the layers form a cycle, or read a tensor that no layer writes");
        }
        return ordered.equals(layers) ? layers : List.copyOf(ordered);
    }

    private Map<Integer, Shape> inferShapes() {
        Map<Integer, Shape> known = new HashMap<>();
        known.put(0, input);
        for (LayerNode node : runningOrder) {
            List<Shape> given = new ArrayList<>();
            for (int tensor : node.inputs()) {
                Shape shape = known.get(tensor);
                if (shape == null) {
                    throw new IllegalArgumentException(
                            "layer " + node.id() + " reads tensor " + tensor + " before it is written");
                }
                given.add(shape);
            }
            try {
                known.put(node.output(), ShapeInference.output(node.layer(), given));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "layer " + node.id() + " (" + node.layer().type() + "): " + e.getMessage(), e);
            }
        }
        return Map.copyOf(known);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Architecture that && input.equals(that.input) && layers.equals(that.layers);
    }

    @Override
    public int hashCode() {
        return 31 * input.hashCode() + layers.hashCode();
    }

    @Override
    public String toString() {
        return "Architecture[" + input + " → " + classes() + ", " + layers.size() + " layers]";
    }
}
