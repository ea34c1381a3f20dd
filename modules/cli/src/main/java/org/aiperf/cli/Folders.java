package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.aiperf.administration.KnownClusters;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.jspecify.annotations.Nullable;

/** Where things are kept on this machine, by the custom of its system. */
record Folders(Path data, Path cache) {

    static Folders ofThisMachine() {
        return of(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    static Folders of(Map<String, String> environment, String system, Path home) {
        String os = system.toLowerCase(Locale.ROOT);
        if (os.contains("mac")) {
            return new Folders(
                    home.resolve("Library/Application Support/AIPerf"), home.resolve("Library/Caches/AIPerf"));
        }
        if (os.contains("windows")) {
            Path local = Path.of(environment.getOrDefault("LOCALAPPDATA", home.toString()));
            return new Folders(local.resolve("AIPerf"), local.resolve("AIPerf").resolve("Cache"));
        }
        return new Folders(
                chosen(environment, "XDG_DATA_HOME")
                        .orElse(home.resolve(".local/share"))
                        .resolve("aiperf"),
                chosen(environment, "XDG_CACHE_HOME")
                        .orElse(home.resolve(".cache"))
                        .resolve("aiperf"));
    }

    private static Optional<Path> chosen(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> value.startsWith("/"))
                .map(Path::of);
    }

    /** Clusters that were used, each as {@code NAME.yaml}. */
    KnownClusters clusters() {
        return new KnownClusters(data.resolve("clusters"));
    }

    /** Where results of a run are kept: in the folder that {@code --out} names, if it does. */
    Path ofRun(@Nullable Path out, String runId) {
        return out == null ? data.resolve("runs").resolve(runId) : out;
    }

    /** The sessions of this user. */
    Path sessions() {
        return data.resolve("sessions.sqlite");
    }

    /** Makes the folder that {@code --out} names; one with files in it is refused. */
    static Path emptyOut(Path wanted) throws InvalidInputException {
        Path folder = wanted.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                if (entries.iterator().hasNext()) {
                    throw new InvalidInputException(
                            Problem.of("--out " + wanted, "has files in it", "name a new or an empty folder"));
                }
            }
            if (!Files.isWritable(folder)) {
                throw new InvalidInputException(
                        Problem.of("--out " + wanted, "cannot be written", "name a folder that you may write to"));
            }
            return folder;
        } catch (IOException e) {
            throw new InvalidInputException(
                    Problem.of("--out " + wanted, "cannot be made", "name a folder that you may write to"));
        }
    }
}
