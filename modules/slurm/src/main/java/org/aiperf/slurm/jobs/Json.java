package org.aiperf.slurm.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.aiperf.slurm.SlurmAnswerException;

/** What Slurm's JSON has in all its versions: numbers that may be objects, words that may be lists. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** The object that a command printed; a login shell may have printed lines before it. */
    static JsonNode object(String output) throws SlurmAnswerException {
        int start = output.startsWith("{") ? 0 : output.indexOf("\n{") + 1;
        if (!output.startsWith("{", start)) {
            throw new SlurmAnswerException("the answer is no JSON; this Slurm may have been built without it");
        }
        try {
            return MAPPER.readTree(output.substring(start));
        } catch (JsonProcessingException e) {
            throw new SlurmAnswerException("the answer is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    static JsonNode list(JsonNode object, String key) throws SlurmAnswerException {
        JsonNode list = object.path(key);
        if (!list.isArray()) {
            throw new SlurmAnswerException("the answer has no list of " + key);
        }
        return list;
    }

    /** A number, {@code {"set": true, "number": 5}}, or null; 0 where there is none. */
    static long number(JsonNode value) {
        if (value.isObject()) {
            return value.path("set").asBoolean(true) ? value.path("number").asLong() : 0;
        }
        return value.asLong();
    }

    /** A word or a list of words. */
    static List<String> words(JsonNode value) {
        List<String> words = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(word -> words.add(word.asText()));
        } else if (!value.asText().isEmpty()) {
            words.add(value.asText());
        }
        return words;
    }

    static String text(JsonNode object, String key) {
        JsonNode value = object.path(key);
        return value.isNull() ? "" : value.asText();
    }
}
