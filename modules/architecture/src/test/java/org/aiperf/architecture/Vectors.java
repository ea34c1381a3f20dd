package org.aiperf.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.aiperf.architecture.json.ArchitectureFile;
import org.aiperf.problems.Problems;

/** The graphs and golden vectors of the test resources. */
public final class Vectors {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Vectors() {}

    /** A graph of the reference, by the name of its file without {@code .json}. */
    public static StoredArchitecture graph(String name) {
        try (InputStream in = open(name + ".json")) {
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static StoredArchitecture parse(String name, String text) {
        Problems problems = new Problems();
        Optional<StoredArchitecture> read = ArchitectureFile.parse(name, text, problems);
        return read.orElseThrow(() -> new AssertionError(problems.list().toString()));
    }

    public static JsonNode tree(String file) {
        try (InputStream in = open(file)) {
            return MAPPER.readTree(file.endsWith(".gz") ? new GZIPInputStream(in) : in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(String file) {
        try (InputStream in = open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(Vectors.class.getResourceAsStream("/org/aiperf/architecture/" + file), file);
    }
}
