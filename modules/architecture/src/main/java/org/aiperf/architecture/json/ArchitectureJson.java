package org.aiperf.architecture.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.LayerNode;
import org.aiperf.problems.NearMiss;
import org.aiperf.problems.Problems;

/**
 * Our own JSON of an architecture: {@code format} and {@code version}, the shape of {@code input}, and {@code layers} in
 * the order of the list, each with {@code id}, {@code type}, {@code inputs}, {@code output} and the sizes of its type.
 * Shapes are not stored: they follow.
 */
public final class ArchitectureJson {
    static final String FORMAT = "aiperf-architecture";
    private static final int VERSION = 1;
    private static final ObjectMapper WRITER = new ObjectMapper();

    private ArchitectureJson() {}

    /** The architecture as text, a line for each layer. */
    public static String write(Architecture architecture) {
        StringBuilder text = new StringBuilder();
        text.append("{\n\"format\": \"")
                .append(FORMAT)
                .append("\",\n\"version\": ")
                .append(VERSION);
        text.append(",\n\"input\": ").append(architecture.input().dimensions()).append(",\n\"layers\": [");
        String separator = "\n";
        for (LayerNode node : architecture.layers()) {
            text.append(separator).append(line(layer(node)));
            separator = ",\n";
        }
        return text.append("\n]}\n").toString();
    }

    /** The architecture as a tree, to stand inside another document. */
    public static ObjectNode tree(Architecture architecture) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", FORMAT).put("version", VERSION);
        numbers(root.putArray("input"), architecture.input().dimensions());
        ArrayNode layers = root.putArray("layers");
        architecture.layers().forEach(node -> layers.add(layer(node)));
        return root;
    }

    /**
     * Reads text of this format.
     *
     * @param name what the text is called in problems
     * @param problems takes everything that is wrong with it; the result is then empty
     */
    public static Optional<Architecture> parse(String name, String text, Problems problems) {
        return JsonText.parse(name, text.getBytes(StandardCharsets.UTF_8), problems)
                .flatMap(tree -> parse(name, tree, problems));
    }

    /** Reads a tree of this format, as {@link #parse(String, String, Problems)} does. */
    public static Optional<Architecture> parse(String name, JsonNode tree, Problems problems) {
        int before = problems.list().size();
        Place root = new Place(name, "", tree, problems);
        if (!root.isObject() || !root.member("format").text().equals(FORMAT)) {
            root.refuse("is no architecture", "its \"format\" must be \"" + FORMAT + "\"");
            return Optional.empty();
        }
        root.member("version").integer(VERSION, VERSION);
        checkNames(root, Set.of("format", "version", "input", "layers"));
        DraftGraph draft = new DraftGraph(name, root.member("input").shape(), problems);
        for (Place entry : root.member("layers").elements(1, Limits.LAYERS)) {
            draft.add(entry, entry.member("output"), ArchitectureJson::layer);
        }
        Optional<Architecture> architecture = draft.build();
        return problems.list().size() > before ? Optional.empty() : architecture;
    }

    static void checkNames(Place object, Set<String> known) {
        JsonNode value = object.value();
        if (value != null) {
            value.fieldNames().forEachRemaining(name -> {
                if (!known.contains(name)) {
                    object.member(name).refuse("unknown key", NearMiss.suggestion(name, known));
                }
            });
        }
    }

    private static Optional<LayerNode> layer(Place entry) {
        if (!entry.isObject()) {
            entry.refuse("is no layer", "write it as { \"id\": …, \"type\": …, \"inputs\": […], \"output\": … }");
            return Optional.empty();
        }
        int id = entry.member("id").integer(0, Limits.NUMBER);
        List<Integer> inputs = entry.member("inputs").elements(1, Limits.INPUTS_OF_A_LAYER).stream()
                .map(each -> each.integer(0, Limits.NUMBER))
                .toList();
        int output = entry.member("output").integer(1, Limits.NUMBER);
        return LayerFields.read(entry).map(layer -> new LayerNode(id, layer, inputs, output));
    }

    private static ObjectNode layer(LayerNode node) {
        Layer layer = node.layer();
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("id", node.id()).put("type", layer.type());
        numbers(object.putArray("inputs"), node.inputs());
        object.put("output", node.output());
        LayerFields.write(layer, object);
        return object;
    }

    private static String line(ObjectNode layer) {
        try {
            return WRITER.writeValueAsString(layer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and words could not be written", e);
        }
    }

    private static void numbers(ArrayNode array, List<Integer> numbers) {
        numbers.forEach(array::add);
    }
}
