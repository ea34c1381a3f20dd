package org.aiperf.architecture.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.StoredArchitecture;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.jspecify.annotations.Nullable;

/**
 * A whole graph JSON of AIPerf: the architecture, and what only the reference's own program reads.
 *
 * @param weighted whether weights belong to the graph; never true in files, which hold none
 * @param visited {@code vis}: what the last widening has passed through; null in JSON before the first
 * @param operations {@code operation_history}: the steps that made the graph, in the reference's words
 */
public record ReferenceDocument(StoredArchitecture stored, boolean weighted, JsonNode visited, JsonNode operations) {

    /** An architecture that no step of the reference has changed yet. */
    public static ReferenceDocument of(Architecture architecture) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return new ReferenceDocument(StoredArchitecture.of(architecture), false, json.nullNode(), json.arrayNode());
    }

    /**
     * Reads such a text.
     *
     * @param name what the text is called in problems
     * @param problems takes everything that is wrong with it; the result is then empty
     */
    public static Optional<ReferenceDocument> parse(String name, String text, Problems problems) {
        Optional<JsonNode> tree = JsonText.parse(name, text.getBytes(StandardCharsets.UTF_8), problems);
        return tree.flatMap(root -> ReferenceGraph.read(name, root, problems)
                .map(stored -> new ReferenceDocument(
                        stored,
                        root.path("weighted").asBoolean(false),
                        orElse(root.get("vis"), JsonNodeFactory.instance.nullNode()),
                        orElse(root.get("operation_history"), JsonNodeFactory.instance.arrayNode()))));
    }

    private static JsonNode orElse(@Nullable JsonNode value, JsonNode otherwise) {
        return value == null ? otherwise : value;
    }

    /**
     * The document as text, with every key that the reference's loader asks for. Layers are numbered by their place in
     * the list, as the reference does; tensors keep their order and are numbered without gaps.
     *
     * @param name what the architecture is called in the problem
     * @throws InvalidInputException if the reference has no such layer
     */
    public String write(String name) throws InvalidInputException {
        try {
            return ReferenceGraphWriter.tree(this).toString();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(Problem.of(
                    name,
                    "cannot be written as a graph of AIPerf: " + e.getMessage(),
                    "export it as " + ArchitectureJson.FORMAT + " instead"));
        }
    }
}
