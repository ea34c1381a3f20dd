package org.aiperf.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.json.ArchitectureJson;
import org.aiperf.architecture.morphism.Deeper;
import org.aiperf.architecture.morphism.Morphism;
import org.aiperf.architecture.morphism.SkipAdd;
import org.aiperf.architecture.morphism.SkipConcat;
import org.aiperf.architecture.morphism.Wider;
import org.aiperf.problems.Problems;
import org.aiperf.runs.RunFolder;
import org.aiperf.runs.WholeFile;

/**
 * Candidates on the shared folder: each waits as one file, and is claimed by renaming that file into the folder of its
 * trial. A rename happens once, so no candidate is trained by two workers, whatever they believe.
 */
public final class Buffer {
    private static final Map<String, Class<? extends Morphism>> MORPHISMS =
            Map.of("deeper", Deeper.class, "wider", Wider.class, "skip", SkipAdd.class, "concat", SkipConcat.class);

    private final RunFolder folder;
    private final ObjectMapper json = new ObjectMapper();

    public Buffer(RunFolder folder) {
        this.folder = folder;
    }

    /** Puts a candidate in, whole or not at all. */
    public void put(Candidate candidate) throws IOException {
        WholeFile.write(waiting(candidate.number()), write(candidate).getBytes(StandardCharsets.UTF_8));
    }

    /** Takes a candidate out for its trial; an earlier attempt may have done so. Empty if somebody else holds it. */
    public Optional<Candidate> claim(int number, int attempt) throws IOException {
        Path claimed = claimed(number);
        Files.createDirectories(claimed.getParent());
        try {
            Files.move(waiting(number), claimed, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            if (attempt == 1 || !Files.exists(claimed)) {
                return Optional.empty();
            }
        }
        return Optional.of(read(claimed));
    }

    /** The candidate of a trial that was claimed. */
    public Candidate ofTrial(int trial) throws IOException {
        return read(claimed(trial));
    }

    /** A candidate that waits or was claimed; empty if there is none of this number. */
    public Optional<Candidate> find(int number) throws IOException {
        for (Path file : new Path[] {waiting(number), claimed(number)}) {
            Optional<Candidate> found = readIfThere(file);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Candidate> readIfThere(Path file) throws IOException {
        try {
            return Optional.of(read(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path waiting(int number) {
        return folder.buffer().resolve(number + ".json");
    }

    private Path claimed(int number) {
        return folder.trial(number).resolve("candidate.json");
    }

    private String write(Candidate candidate) {
        ObjectNode node = json.createObjectNode();
        node.put("number", candidate.number());
        node.put("parent", candidate.parent());
        ArrayNode morphisms = node.putArray("morphisms");
        for (Morphism morphism : candidate.morphisms()) {
            ObjectNode written = json.valueToTree(morphism);
            morphisms.add(written.put("kind", morphism.kind()));
        }
        node.set("architecture", ArchitectureJson.tree(candidate.architecture()));
        return node.toString();
    }

    private Candidate read(Path file) throws IOException {
        JsonNode node = json.readTree(Files.readString(file));
        Problems problems = new Problems();
        Optional<Architecture> architecture = ArchitectureJson.parse(
                file.toString(), node.path("architecture").toString(), problems);
        if (architecture.isEmpty()) {
            throw new IOException(file + " is not a candidate: " + problems.list());
        }
        List<Morphism> morphisms = new ArrayList<>();
        for (JsonNode each : node.path("morphisms")) {
            morphisms.add(morphism(file, each));
        }
        return new Candidate(node.path("number").asInt(), node.path("parent").asInt(), morphisms, architecture.get());
    }

    private Morphism morphism(Path file, JsonNode node) throws IOException {
        Class<? extends Morphism> type = MORPHISMS.get(node.path("kind").asText());
        if (type == null) {
            throw new IOException(file + " has a morphism that this version does not know");
        }
        try {
            return json.treeToValue(((ObjectNode) node).without("kind"), type);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " has a morphism that cannot be read", e);
        }
    }
}
