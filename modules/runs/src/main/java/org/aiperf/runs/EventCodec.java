package org.aiperf.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One event is one line of JSON: {@code {"sequence":7,"at":1700000000000,"type":"TrialAssigned",…}}. The names of types
 * come from the sealed families that are handed in, never from class names in the data.
 */
public final class EventCodec {
    private final ObjectMapper json;
    private final Map<String, Class<? extends Event>> types = new HashMap<>();

    /** A codec for the lifecycle events and the given sealed family of a workload. */
    public EventCodec(Class<? extends WorkloadEvent> workload) {
        register(LifecycleEvent.class);
        register(workload);
        json = JsonMapper.builder()
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, true)
                .configure(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, true)
                .build();
        json.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(32)
                        .maxStringLength(4 << 20)
                        .build());
    }

    private void register(Class<? extends Event> family) {
        for (Class<?> type : Arrays.asList(family.getPermittedSubclasses())) {
            types.put(type.getSimpleName(), type.asSubclass(Event.class));
        }
    }

    /** One line, without the line feed. */
    public String encode(Recorded recorded) {
        ObjectNode line = json.createObjectNode();
        line.put("sequence", recorded.sequence());
        line.put("at", recorded.atMillis());
        line.put("type", recorded.event().getClass().getSimpleName());
        line.setAll((ObjectNode) json.valueToTree(recorded.event()));
        return line.toString();
    }

    /** @throws CorruptLogException if the line is not an event that this version knows */
    public Recorded decode(String line) throws CorruptLogException {
        try {
            JsonNode node = json.readTree(line);
            Class<? extends Event> type = types.get(node.path("type").asText());
            if (type == null
                    || !node.path("sequence").isIntegralNumber()
                    || !node.path("at").isIntegralNumber()) {
                throw new CorruptLogException("not an event of this version: " + shortened(line));
            }
            Event event = json.treeToValue(node, type);
            return new Recorded(node.get("sequence").asLong(), node.get("at").asLong(), event);
        } catch (JsonProcessingException e) {
            throw new CorruptLogException("not an event: " + shortened(line));
        }
    }

    /** Decodes the lines of a whole log. */
    public List<Recorded> decodeAll(Iterable<String> lines) throws CorruptLogException {
        List<Recorded> events = new ArrayList<>();
        for (String line : lines) {
            events.add(decode(line));
        }
        return events;
    }

    private static String shortened(String line) {
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }
}
