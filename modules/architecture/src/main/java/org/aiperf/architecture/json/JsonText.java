package org.aiperf.architecture.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;

/** Text becomes a JSON tree, within limits. */
final class JsonText {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(Limits.FILE_BYTES)
                            .maxTokenCount(Limits.TOKENS)
                            .maxNestingDepth(Limits.NESTING)
                            .maxNumberLength(Limits.NUMBER_LENGTH)
                            .maxNameLength(Limits.TEXT_LENGTH)
                            .maxStringLength(Limits.TEXT_LENGTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    static Optional<JsonNode> parse(String file, byte[] text, Problems problems) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree == null || tree.isMissingNode()) {
                problems.add(Problem.of(file, "is empty", "give an architecture as JSON"));
                return Optional.empty();
            }
            return Optional.of(tree);
        } catch (StreamConstraintsException e) {
            problems.add(
                    new Problem(file, line(e), "", "is too large or too deep: " + sentence(e), "give a smaller file"));
        } catch (JsonProcessingException e) {
            problems.add(new Problem(file, line(e), "", "is not JSON: " + sentence(e), "mend or download it again"));
        } catch (IOException e) {
            problems.add(Problem.of(file, "is not JSON: " + e.getMessage(), "write it as UTF-8"));
        }
        return Optional.empty();
    }

    private static int line(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? 0 : Math.max(location.getLineNr(), 0);
    }

    private static String sentence(JsonProcessingException e) {
        return e.getOriginalMessage().replaceAll("\\s+", " ");
    }
}
