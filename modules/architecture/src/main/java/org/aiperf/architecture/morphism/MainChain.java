package org.aiperf.architecture.morphism;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;

/**
 * The longest path of a network. Paths of one length are told apart as the reference does it: edges are relaxed from the
 * tensor of the lowest number on, over and over, and only a path that is strictly longer replaces another; the chain ends
 * at the lowest of the tensors that are farthest away.
 */
public final class MainChain {
    private MainChain() {}

    /** The layers of the chain, from the image on. */
    public static List<LayerNode> of(Architecture architecture) {
        TreeSet<Integer> tensors = new TreeSet<>();
        tensors.add(0);
        architecture.layers().forEach(node -> tensors.add(node.output()));
        Map<Integer, Integer> distance = new HashMap<>();
        Map<Integer, LayerNode> steps = new HashMap<>();
        Map<Integer, Integer> previous = new HashMap<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int tensor : tensors) {
                int reached = distance.getOrDefault(tensor, 0) + 1;
                for (LayerNode reader : architecture.readers(tensor)) {
                    if (reached > distance.getOrDefault(reader.output(), 0)) {
                        distance.put(reader.output(), reached);
                        steps.put(reader.output(), reader);
                        previous.put(reader.output(), tensor);
                        changed = true;
                    }
                }
            }
        }
        int end = 0;
        for (int tensor : tensors) {
            if (distance.getOrDefault(tensor, 0) > distance.getOrDefault(end, 0)) {
                end = tensor;
            }
        }
        List<LayerNode> chain = new ArrayList<>();
        for (LayerNode step = steps.get(end); step != null; step = steps.get(end)) {
            chain.addFirst(step);
            end = previous.getOrDefault(end, 0);
        }
        return chain;
    }

    /** The part of a chain that comes before it turns images into vectors. */
    static List<LayerNode> imagePart(Architecture architecture, List<LayerNode> chain) {
        return chain.stream()
                .takeWhile(node -> architecture.shape(node.output()).isImage()
                        && !(node.layer() instanceof Layer.GlobalAveragePool))
                .toList();
    }
}
