package org.aiperf.architecture.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;

/** Writes the graph JSON of AIPerf, whose edges stand in it five times, in the order of the layers. */
final class ReferenceGraphWriter {
    private final ReferenceDocument document;
    private final List<LayerNode> layers;
    /** The reference's number of each tensor. */
    private final Map<Integer, Integer> numbers = new HashMap<>();

    private ReferenceGraphWriter(ReferenceDocument document) {
        this.document = document;
        layers = document.stored().architecture().layers();
        TreeSet<Integer> tensors = new TreeSet<>();
        tensors.add(0);
        layers.forEach(node -> tensors.add(node.output()));
        tensors.forEach(tensor -> numbers.put(tensor, numbers.size()));
    }

    /** @throws IllegalArgumentException if the reference has no such layer */
    static ObjectNode tree(ReferenceDocument document) {
        return new ReferenceGraphWriter(document).tree();
    }

    private ObjectNode tree() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        addAll(
                root.putArray("input_shape"),
                document.stored().architecture().input().dimensions());
        root.put("weighted", document.weighted());
        root.set("vis", document.visited());
        root.set("operation_history", document.operations());
        ArrayNode tensors = root.putArray("node_list");
        ObjectNode edges = root.putObject("adj_list");
        ObjectNode reversed = root.putObject("reverse_adj_list");
        numbers.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(entry -> {
            ArrayNode tensor = tensors.addArray().add(entry.getValue());
            addAll(tensor.addArray(), document.stored().shape(entry.getKey()).dimensions());
            edges.putArray(entry.getValue().toString());
            reversed.putArray(entry.getValue().toString());
        });
        ArrayNode list = root.putArray("layer_list");
        ObjectNode inputs = root.putObject("layer_id_to_input_node_ids");
        ObjectNode outputs = root.putObject("layer_id_to_output_node_ids");
        for (int slot = 0; slot < layers.size(); slot++) {
            LayerNode node = layers.get(slot);
            int to = number(node.output());
            List<Integer> from = node.inputs().stream().map(this::number).toList();
            for (int tensor : from) {
                edges.withArray("/" + tensor).addArray().add(to).add(slot);
                reversed.withArray("/" + to).addArray().add(tensor).add(slot);
            }
            addAll(inputs.putArray(Integer.toString(slot)), from);
            outputs.putArray(Integer.toString(slot)).add(to);
            tuple(list.addArray().add(slot).addArray(), node, from, to);
        }
        return root;
    }

    private static void tuple(ArrayNode tuple, LayerNode node, List<Integer> from, int to) {
        tuple.add(type(node));
        if (node.layer() instanceof Layer.Add || node.layer() instanceof Layer.Concatenate) {
            addAll(tuple.addArray(), from);
        } else {
            tuple.add(from.getFirst());
        }
        tuple.add(to);
        switch (node.layer()) {
            case Layer.Convolution c ->
                addAll(tuple, List.of(c.inputChannels(), c.filters(), c.kernel(), c.stride(), c.padding()));
            case Layer.BatchNorm b -> tuple.add(b.channels());
            case Layer.MaxPool p -> addAll(tuple, List.of(p.kernel(), p.stride(), p.padding()));
            case Layer.Dense d -> addAll(tuple, List.of(d.inputs(), d.units()));
            case Layer.Dropout d -> tuple.add(d.rate());
            case Layer.Relu _, Layer.GlobalAveragePool _, Layer.Flatten _, Layer.Add _, Layer.Concatenate _ -> {}
            case Layer.PrimaryCapsules _, Layer.RoutedCapsules _, Layer.CapsuleLengths _ -> {}
        }
    }

    private static String type(LayerNode node) {
        return switch (node.layer()) {
            case Layer.Convolution _ -> "StubConv2d";
            case Layer.BatchNorm _ -> "StubBatchNormalization2d";
            case Layer.Relu _ -> "StubReLU";
            case Layer.MaxPool _ -> "StubPooling2d";
            case Layer.GlobalAveragePool _ -> "StubGlobalPooling2d";
            case Layer.Flatten _ -> "StubFlatten";
            case Layer.Dense _ -> "StubDense";
            case Layer.Dropout _ -> "StubDropout2d";
            case Layer.Add _ -> "StubAdd";
            case Layer.Concatenate _ -> "StubConcatenate";
            case Layer.PrimaryCapsules _, Layer.RoutedCapsules _, Layer.CapsuleLengths _ ->
                throw new IllegalArgumentException("layer " + node.id() + " is of a kind that AIPerf does not have, "
                        + node.layer().type());
        };
    }

    private int number(int tensor) {
        return numbers.getOrDefault(tensor, 0);
    }

    private static void addAll(ArrayNode array, List<Integer> numbers) {
        numbers.forEach(array::add);
    }
}
