package org.aiperf.slurm.conf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;

/**
 * The text of one configuration file.
 *
 * @param path where it is, or would be
 * @param name what problems call it
 * @param text decoded as UTF-8, wrong bytes replaced
 */
public record ConfSource(Path path, String name, String text) {
    private static final int LARGEST = 64 << 20;

    public ConfSource(String name, String text) {
        this(Path.of(name), name, text);
    }

    /** Reads a file; a missing, unreadable or enormous one is a problem. */
    public static Optional<ConfSource> read(Path file, Problems problems) {
        String name = file.toString();
        if (!Files.exists(file)) {
            problems.add(Problem.of(name, "there is no such file", "check the path"));
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            problems.add(Problem.of(name, "is not a file", "name a file, such as slurm.conf"));
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                problems.add(Problem.of(name, "is larger than 64 MiB", "name a configuration file"));
                return Optional.empty();
            }
            return Optional.of(new ConfSource(file, name, new String(bytes, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            problems.add(Problem.of(name, "cannot be read", "check that you may read it"));
            return Optional.empty();
        }
    }

    /** The last part of the path. */
    String fileName() {
        Path last = path.getFileName();
        return last == null ? "" : last.toString();
    }
}
