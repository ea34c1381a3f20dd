package org.aiperf.search.distance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.StoredArchitecture;
import org.aiperf.architecture.json.ArchitectureFile;
import org.aiperf.problems.Problems;

/** Graphs that the reference's transformer made, and the distances that it takes between them. */
record ReferenceDistances(List<Architecture> graphs, List<Pair> pairs) {
    /** @param a index of a graph */
    record Pair(int a, int b, double distance) {}

    static ReferenceDistances read() {
        JsonNode tree;
        try (InputStream in =
                Objects.requireNonNull(ReferenceDistances.class.getResourceAsStream("distance-vectors.json.gz"))) {
            tree = new ObjectMapper().readTree(new GZIPInputStream(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Architecture> graphs = new ArrayList<>();
        for (JsonNode entry : tree.get("graphs")) {
            Problems problems = new Problems();
            graphs.add(ArchitectureFile.parse(
                            entry.get("name").asText(), entry.get("graph").toString(), problems)
                    .map(StoredArchitecture::architecture)
                    .orElseThrow(() -> new AssertionError(problems.list().toString())));
        }
        List<Pair> pairs = new ArrayList<>();
        for (JsonNode entry : tree.get("distances")) {
            pairs.add(new Pair(
                    entry.get("a").asInt(),
                    entry.get("b").asInt(),
                    entry.get("distance").asDouble()));
        }
        return new ReferenceDistances(graphs, pairs);
    }
}
