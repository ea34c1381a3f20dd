package org.aiperf.architecture.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.LayerNode;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.StoredArchitecture;
import org.aiperf.problems.Problems;

/**
 * Reads the graph JSON of AIPerf: {@code layer_list} holds {@code [id, [type, input, output, …]]}, {@code node_list} the
 * tensors {@code [id, shape]}. The edges stand in the file a second and a third time ({@code adj_list},
 * {@code reverse_adj_list}); where they are given, they must agree with the layers.
 */
final class ReferenceGraph {
    static final String LAYERS = "layer_list";

    private ReferenceGraph() {}

    static Optional<StoredArchitecture> read(String file, JsonNode tree, Problems problems) {
        int before = problems.list().size();
        Place root = new Place(file, "", tree, problems);
        Optional<Shape> input = root.member("input_shape").shape();
        DraftGraph draft = new DraftGraph(file, input, problems);
        List<Place> layers = root.member(LAYERS).elements(1, Limits.LAYERS);
        for (int slot = 0; slot < layers.size(); slot++) {
            int place = slot;
            Place entry = layers.get(slot);
            draft.add(entry, entry.element(1).element(2), each -> layer(each, place));
        }
        boolean allLayersRead = draft.layers().size() == layers.size();
        Map<Integer, Shape> shapes = shapes(root.member("node_list"), draft, input);
        if (allLayersRead) {
            Set<Edge> edges = new HashSet<>();
            for (LayerNode node : draft.layers()) {
                node.inputs().forEach(tensor -> edges.add(new Edge(tensor, node.output(), node.id())));
            }
            checkEdges(root.member("adj_list"), edges, false);
            checkEdges(root.member("reverse_adj_list"), edges, true);
        }
        Optional<Architecture> architecture = draft.build();
        return problems.list().size() > before
                ? Optional.empty()
                : architecture.map(sound -> new StoredArchitecture(sound, shapes));
    }

    private static Map<Integer, Shape> shapes(Place nodes, DraftGraph draft, Optional<Shape> input) {
        Map<Integer, Shape> shapes = new HashMap<>();
        Set<Integer> listed = new HashSet<>();
        for (Place entry : nodes.elements(1, Limits.LAYERS + 1)) {
            List<Place> pair = entry.elements(2, 2);
            if (pair.isEmpty()) {
                continue;
            }
            int tensor = pair.get(0).integer(0, Limits.NUMBER);
            if (!listed.add(tensor)) {
                pair.get(0).refuse("tensor " + tensor + " is listed twice", "list it once");
            }
            pair.get(1).shape().ifPresent(shape -> shapes.put(tensor, shape));
        }
        if (!nodes.isArray()) {
            return shapes;
        }
        if (!listed.contains(0)) {
            nodes.refuse("does not hold tensor 0, the image", "add [0, <input_shape>]");
        }
        Shape image = shapes.get(0);
        if (image != null && input.isPresent() && !image.equals(input.get())) {
            nodes.refuse("has tensor 0 as " + image + ", input_shape is " + input.get(), "make them agree");
        }
        for (LayerNode node : draft.layers()) {
            if (!listed.contains(node.output())) {
                nodes.refuse("does not hold tensor " + node.output(), "add it with its shape");
            }
        }
        return shapes;
    }

    private static Optional<LayerNode> layer(Place entry, int slot) {
        List<Place> pair = entry.elements(2, 2);
        if (pair.isEmpty()) {
            return Optional.empty();
        }
        int id = pair.get(0).integer(0, Limits.NUMBER);
        if (id != slot) {
            pair.get(0).refuse("layer " + id + " stands at place " + slot, "a layer's id is its place in the list");
        }
        return ReferenceLayer.read(id, pair.get(1));
    }

    /** An edge of the graph as the reference lists it: layer {@code layer} reads {@code from} and writes {@code to}. */
    private record Edge(int from, int to, int layer) {}

    private static void checkEdges(Place list, Set<Edge> edges, boolean reversed) {
        JsonNode value = list.value();
        if (value == null || value.isNull()) {
            return;
        }
        if (!value.isObject()) {
            list.refuse("is no JSON object", "write it as { \"tensor\": [[tensor, layer], …] }");
            return;
        }
        Set<Edge> listed = new HashSet<>();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            Place at = list.member(entry.getKey());
            if (!entry.getKey().matches("\\d{1,7}")) {
                at.refuse("is no number of a tensor", "use the tensor's number");
                continue;
            }
            int tensor = Integer.parseInt(entry.getKey());
            for (Place edge : at.elements(0, Limits.LAYERS)) {
                List<Place> ends = edge.elements(2, 2);
                if (!ends.isEmpty()) {
                    int other = ends.get(0).integer(0, Limits.NUMBER);
                    int layer = ends.get(1).integer(0, Limits.NUMBER);
                    listed.add(reversed ? new Edge(other, tensor, layer) : new Edge(tensor, other, layer));
                }
            }
        }
        reportDifference(list, listed, edges, "lists", "that layer does not");
        reportDifference(list, edges, listed, "lacks", "which that layer has");
    }

    private static void reportDifference(Place list, Set<Edge> some, Set<Edge> others, String verb, String why) {
        for (Edge edge : some) {
            if (!others.contains(edge)) {
                list.refuse(
                        verb + " an edge from tensor " + edge.from() + " to " + edge.to() + " by layer " + edge.layer()
                                + ", " + why,
                        "make it agree with layer_list");
            }
        }
    }
}
