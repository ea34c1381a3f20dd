package org.aiperf.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.runs.Event;
import org.aiperf.runs.EventCodec;
import org.aiperf.runs.Recorded;

/**
 * The words that master and workers exchange, one JSON object a line. A worker sends its {@link Hello}, then events as
 * they stand in a log (the master gives them their number and time), and empty lines as heartbeats; the master sends
 * {@link Order}s.
 */
final class Wire {
    private static final Map<String, Class<? extends Order>> ORDERS =
            Map.of("Train", Order.Train.class, "Seek", Order.Seek.class, "Finish", Order.Finish.class);

    private final EventCodec events = SearchRun.codec();
    private final ObjectMapper json = JsonMapper.builder()
            .configure(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, true)
            .configure(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES, true)
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .build();

    String write(Hello hello) {
        return json.valueToTree(hello).toString();
    }

    Hello readHello(String line) throws IOException {
        return read(line, Hello.class);
    }

    String write(Event event) {
        return events.encode(new Recorded(0, 0, event));
    }

    Event readEvent(String line) throws IOException {
        return events.decode(line).event();
    }

    String write(Order order) {
        ObjectNode node = json.valueToTree(order);
        node.put("type", order.getClass().getSimpleName());
        return node.toString();
    }

    Order readOrder(String line) throws IOException {
        JsonNode node = tree(line);
        Class<? extends Order> type = ORDERS.get(node.path("type").asText());
        if (type == null) {
            throw new IOException("the master sent an order that this version does not know");
        }
        return treeTo(node, type);
    }

    String write(MasterAddress address) {
        return json.valueToTree(address).toString();
    }

    MasterAddress readAddress(String text) throws IOException {
        return read(text, MasterAddress.class);
    }

    private <T> T read(String line, Class<T> type) throws IOException {
        return treeTo(tree(line), type);
    }

    private JsonNode tree(String line) throws IOException {
        try {
            JsonNode node = json.readTree(line);
            if (node == null || !node.isObject()) {
                throw new IOException("not a message");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new IOException("not a message", e);
        }
    }

    private <T> T treeTo(JsonNode node, Class<T> type) throws IOException {
        try {
            ((ObjectNode) node).remove(List.of("type"));
            return json.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new IOException("not a " + type.getSimpleName(), e);
        }
    }
}
