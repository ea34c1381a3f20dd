package org.aiperf.architecture.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.aiperf.architecture.StoredArchitecture;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;

/** An architecture from a file of either format: our own ({@link ArchitectureJson}) or the reference's graph JSON. */
public final class ArchitectureFile {
    private ArchitectureFile() {}

    /**
     * Reads a file of at most 64 MiB.
     *
     * @param problems takes everything that is wrong with it; the result is then empty
     */
    public static Optional<StoredArchitecture> read(Path file, Problems problems) {
        String name = file.toString();
        try {
            if (Files.isDirectory(file)) {
                problems.add(Problem.of(name, "is a folder", "give a file with an architecture"));
                return Optional.empty();
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                if (Files.size(file) > Limits.FILE_BYTES) {
                    return tooLarge(name, problems);
                }
                // A pipe or a file of /proc has no size of its own.
                bytes = in.readNBytes((int) Limits.FILE_BYTES + 1);
            }
            return bytes.length > Limits.FILE_BYTES ? tooLarge(name, problems) : parse(name, bytes, problems);
        } catch (NoSuchFileException _) {
            problems.add(Problem.of(name, "does not exist", "check the path"));
        } catch (IOException e) {
            problems.add(Problem.of(name, "cannot be read (" + e.getMessage() + ")", "check its permissions"));
        }
        return Optional.empty();
    }

    /** Reads the text of such a file; {@code name} is what problems call it. */
    public static Optional<StoredArchitecture> parse(String name, String text, Problems problems) {
        return parse(name, text.getBytes(StandardCharsets.UTF_8), problems);
    }

    private static Optional<StoredArchitecture> parse(String name, byte[] text, Problems problems) {
        Optional<JsonNode> tree = JsonText.parse(name, text, problems);
        if (tree.isEmpty()) {
            return Optional.empty();
        }
        if (tree.get().has(ReferenceGraph.LAYERS)) {
            return ReferenceGraph.read(name, tree.get(), problems);
        }
        if (tree.get().has("format")) {
            return ArchitectureJson.parse(name, tree.get(), problems).map(StoredArchitecture::of);
        }
        problems.add(Problem.of(
                name,
                "is no architecture",
                "it needs \"format\": \"" + ArchitectureJson.FORMAT + "\", or \"layer_list\" as AIPerf writes it"));
        return Optional.empty();
    }

    private static Optional<StoredArchitecture> tooLarge(String name, Problems problems) {
        problems.add(Problem.of(name, "is larger than 64 MiB", "an architecture takes a few kilobytes"));
        return Optional.empty();
    }
}
