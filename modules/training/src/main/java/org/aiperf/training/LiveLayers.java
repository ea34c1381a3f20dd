package org.aiperf.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.LayerNode;

/** The layers that an architecture's logits depend on; a morphism may leave others behind, which nothing reads. */
final class LiveLayers {
    private LiveLayers() {}

    /** In the order in which they run. */
    static List<LayerNode> of(Architecture architecture) {
        Set<Integer> needed = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(architecture.logits()));
        while (!open.isEmpty()) {
            int tensor = open.pop();
            if (needed.add(tensor) && tensor != 0) {
                open.addAll(architecture.writer(tensor).inputs());
            }
        }
        return architecture.runningOrder().stream()
                .filter(node -> needed.contains(node.output()))
                .toList();
    }
}
