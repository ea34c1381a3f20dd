package org.aiperf.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.aiperf.administration.Profile;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.runs.WholeFile;
import org.aiperf.sessions.Session;
import org.aiperf.sessions.Sessions;
import org.jspecify.annotations.Nullable;

/**
 * Where a run is.
 *
 * @param clusterFile on this machine
 * @param folder on that cluster, absolute
 */
record RunPlace(Path clusterFile, String folder) {
    private static final String FILE = "place.json";

    void write(Path results) throws IOException {
        ObjectNode node = new ObjectMapper().createObjectNode();
        node.put("cluster", clusterFile.toString());
        node.put("folder", folder);
        WholeFile.write(results.resolve(FILE), node.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Empty if the results are those of a run on the cluster inside this program. */
    private static Optional<RunPlace> in(Path results) throws IOException {
        Path file = results.resolve(FILE);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        JsonNode node = new ObjectMapper().readTree(Files.readString(file));
        return Optional.of(new RunPlace(
                Path.of(node.path("cluster").asText()), node.path("folder").asText()));
    }

    /** What a user means by a run. */
    sealed interface Meant {
        /** One on a cluster. */
        record OnCluster(Profile profile, String folder) implements Meant {}

        /** One on the cluster inside this program. */
        record Embedded(String runId) implements Meant {}
    }

    /**
     * Understands {@code profile:/path/of/run}, where the profile is a cluster file or the name of a cluster that was
     * used before, and the name, number or run id of a session.
     *
     * @param out the folder that the run was started with, or null
     */
    static Meant find(String text, @Nullable Path out) throws IOException, InvalidInputException {
        Folders folders = Folders.ofThisMachine();
        int colon = text.lastIndexOf(":/");
        if (colon > 0) {
            String folder = text.substring(colon + 1).replaceAll("/+$", "");
            return new Meant.OnCluster(folders.clusters().find(text.substring(0, colon)), folder);
        }
        Path database = out == null ? folders.sessions() : out.toAbsolutePath().resolve("sessions.sqlite");
        Optional<Session> session = Optional.empty();
        if (Files.exists(database)) {
            try (Sessions sessions =
                    Sessions.open(database, known -> known.score().score())) {
                session = sessions.find(text);
            }
        }
        if (session.isEmpty()) {
            throw new InvalidInputException(Problem.of(
                    text,
                    "is no run in " + database,
                    "see 'aiperf sessions list'; name a run on a cluster as CLUSTER.yaml:/folder/of/the/run; with "
                            + "--out, name the folder that the run was started with"));
        }
        String runId = session.get().runId();
        Optional<RunPlace> place = in(folders.ofRun(out, runId));
        return place.isEmpty()
                ? new Meant.Embedded(runId)
                : new Meant.OnCluster(
                        Profile.read(place.get().clusterFile()), place.get().folder());
    }
}
