package org.aiperf.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.aiperf.runs.RunFolder;
import org.aiperf.runs.WholeFile;
import org.aiperf.search.HistoryEntry;

/**
 * The models that are finished, one file each on the shared folder, where every worker's search reads them. The master
 * writes them after their event; they can be made again from the events and the candidates at any time.
 */
public final class History {
    private final RunFolder folder;
    private final Buffer buffer;
    private final ObjectMapper json = new ObjectMapper();

    public History(RunFolder folder) {
        this.folder = folder;
        this.buffer = new Buffer(folder);
    }

    /**
     * Writes a finished trial down.
     *
     * @param told the accuracy that the search is told of it
     */
    public void add(Trial trial, double told) throws IOException {
        ObjectNode node = json.createObjectNode();
        node.put("trial", trial.id());
        node.put("parent", trial.parent());
        node.put("morphism", trial.candidate().morphism());
        node.put("digest", trial.candidate().digest());
        node.put("worker", trial.worker());
        node.put("attempt", trial.attempt());
        node.put("accuracy", trial.accuracy());
        node.put("told", told);
        node.put("bestTraining", trial.bestTraining());
        node.set("tuned", json.valueToTree(tuned(trial)));
        node.put("startedAt", trial.startedAtMillis());
        node.put("endedAt", trial.endedAtMillis());
        node.put("busySeconds", trial.busySeconds());
        node.set("reference", json.valueToTree(trial.candidate().reference()));
        node.set("corrected", json.valueToTree(trial.candidate().corrected()));
        ArrayNode epochs = node.putArray("epochs");
        for (Trial.Epoch epoch : trial.epochs()) {
            epochs.add(json.valueToTree(epoch));
        }
        WholeFile.writeUnforced(
                folder.history().resolve(trial.id() + ".json"),
                node.toPrettyString().getBytes(StandardCharsets.UTF_8));
    }

    /** The finished models that are not known yet, by number. */
    public List<HistoryEntry> readExcept(Set<Integer> known) throws IOException {
        List<HistoryEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.history(), "*.json")) {
            for (Path file : files) {
                if (known.contains(number(file))) {
                    continue;
                }
                JsonNode node = json.readTree(Files.readString(file));
                int trial = node.path("trial").asInt();
                entries.add(new HistoryEntry(
                        trial,
                        buffer.ofTrial(trial).architecture(),
                        node.path("told").asDouble()));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        entries.sort(Comparator.comparingInt(HistoryEntry::trial));
        return entries;
    }

    /** The number in a file's name; 0 if it has none. */
    private static int number(Path file) {
        String name = String.valueOf(file.getFileName());
        String digits = name.substring(0, name.length() - ".json".length());
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    }

    private static Map<Integer, Hyperparameters> tuned(Trial trial) {
        Map<Integer, Hyperparameters> points = new TreeMap<>();
        trial.tuned().forEach((training, how) -> points.put(training, how.hyperparameters()));
        return points;
    }

    /**
     * What the kept weights of a finished trial are worth, which is the accuracy after the last epoch of its best
     * training; empty if unknown.
     */
    public OptionalDouble accuracyOfWeights(int trial) throws IOException {
        JsonNode node = read(trial);
        int best = node.path("bestTraining").asInt();
        OptionalDouble last = OptionalDouble.empty();
        for (JsonNode epoch : node.path("epochs")) {
            if (epoch.path("training").asInt() == best) {
                last = OptionalDouble.of(epoch.path("accuracy").asDouble());
            }
        }
        return last;
    }

    /** The hyperparameters of the best training of a finished trial; empty if it had those of the plan. */
    public Optional<Hyperparameters> bestHyperparameters(int trial) throws IOException {
        JsonNode node = read(trial);
        JsonNode point = node.path("tuned").path(node.path("bestTraining").asText());
        return point.isObject() ? Optional.of(json.treeToValue(point, Hyperparameters.class)) : Optional.empty();
    }

    private JsonNode read(int trial) throws IOException {
        Path file = folder.history().resolve(trial + ".json");
        return Files.exists(file) ? json.readTree(Files.readString(file)) : json.createObjectNode();
    }
}
