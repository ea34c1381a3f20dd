package org.aiperf.administration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;

/**
 * The clusters that this user has added, opened or used: cluster files in one folder, each as {@code NAME.yaml}, and the
 * places of files that lie elsewhere, a line each.
 *
 * @param folder made when something is kept in it
 */
public record KnownClusters(Path folder) {
    private static final String ELSEWHERE = "opened.txt";
    private static final String ENDING = ".yaml";

    /** A cluster that is known by a file. */
    public sealed interface Known {
        Path file();

        /** Of the cluster, or of the file where the cluster cannot be read. */
        String name();
    }

    /** Its file can be read. */
    public record Described(Profile profile) implements Known {
        @Override
        public Path file() {
            return profile.file();
        }

        @Override
        public String name() {
            return profile.cluster().name();
        }
    }

    /**
     * Its file is wrong, or gone.
     *
     * @param problems never empty
     */
    public record Unreadable(Path file, String name, List<Problem> problems) implements Known {}

    /**
     * All of them, by name. Where a file elsewhere describes a cluster of the same name as one in the folder, it is the
     * one elsewhere: that is what its owner edits.
     *
     * @throws IOException if the folder cannot be read; a missing one is empty
     */
    public List<Known> list() throws IOException {
        Map<String, Known> known = new LinkedHashMap<>();
        for (Path file : files()) {
            Known one = read(file);
            known.put(one.name(), one);
        }
        return known.values().stream()
                .sorted((a, b) -> a.name().compareToIgnoreCase(b.name()))
                .toList();
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> own = Files.newDirectoryStream(folder, "[!.]*" + ENDING)) {
                own.forEach(file -> files.add(file.toAbsolutePath().normalize()));
            }
        }
        files.sort(null);
        files.addAll(elsewhere());
        return files;
    }

    private static Known read(Path file) {
        try {
            return new Described(Profile.read(file));
        } catch (InvalidInputException e) {
            String name = String.valueOf(file.getFileName());
            return new Unreadable(
                    file,
                    name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name,
                    e.problems());
        }
    }

    /**
     * By the path of a file, or by the name of a cluster that is known.
     *
     * @throws InvalidInputException if it is neither, or the file is wrong
     */
    public Profile find(String text) throws InvalidInputException {
        Path known = folder.resolve(text + ENDING);
        if (text.matches("[A-Za-z0-9][A-Za-z0-9._-]*") && Files.exists(known) && Files.notExists(Path.of(text))) {
            return Profile.read(known);
        }
        if (Files.notExists(Path.of(text))) {
            throw new InvalidInputException(Problem.of(
                    text, "is no cluster file, and no cluster of this name was used here", "name a cluster file"));
        }
        return Profile.read(Path.of(text));
    }

    /** Keeps a cluster that was used under its name; one of the folder stays as it is. */
    public void remember(Profile profile) throws IOException {
        Path known = fileOf(profile.cluster().name());
        if (!known.equals(profile.file())) {
            ClusterFile.write(profile.cluster(), known);
        }
    }

    /**
     * Keeps a cluster that is new here.
     *
     * @throws InvalidInputException if another one has this name
     */
    public Profile add(Cluster cluster) throws IOException, InvalidInputException {
        Path file = fileOf(cluster.name());
        boolean isTaken = Files.exists(file)
                || list().stream().anyMatch(known -> known.name().equals(cluster.name()));
        if (isTaken) {
            throw new InvalidInputException(new Problem(
                    file.toString(),
                    0,
                    "name",
                    "another cluster is called " + cluster.name() + " too",
                    "give this one another name"));
        }
        ClusterFile.write(cluster, file);
        return new Profile(file, cluster);
    }

    /** Keeps the place of a file that lies elsewhere. */
    public void rememberFile(Path file) throws IOException {
        Path whole = file.toAbsolutePath().normalize();
        if (!whole.startsWith(folder.toAbsolutePath().normalize())) {
            Set<Path> places = elsewhere();
            if (places.add(whole)) {
                writeElsewhere(places);
            }
        }
    }

    /** Forgets the place of a file elsewhere, which stays; deletes one in the folder. */
    public void forget(Path file) throws IOException {
        Path whole = file.toAbsolutePath().normalize();
        Set<Path> places = elsewhere();
        if (places.remove(whole)) {
            writeElsewhere(places);
        } else if (whole.startsWith(folder.toAbsolutePath().normalize())) {
            Files.deleteIfExists(whole);
        }
    }

    /** Where a cluster of this name is kept, if it is. */
    public Path fileOf(String name) {
        return folder.resolve(name + ENDING).toAbsolutePath().normalize();
    }

    private Set<Path> elsewhere() throws IOException {
        Path list = folder.resolve(ELSEWHERE);
        Set<Path> places = new LinkedHashSet<>();
        if (Files.exists(list)) {
            for (String line : Files.readAllLines(list)) {
                if (!line.isBlank()) {
                    places.add(Path.of(line));
                }
            }
        }
        return places;
    }

    private void writeElsewhere(Set<Path> places) throws IOException {
        Files.createDirectories(folder);
        Path written = Files.createTempFile(folder, ".opened", "");
        StringBuilder lines = new StringBuilder();
        places.forEach(place -> lines.append(place).append('\n'));
        Files.write(written, lines.toString().getBytes(StandardCharsets.UTF_8));
        try {
            Files.move(written, folder.resolve(ELSEWHERE), StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(written, folder.resolve(ELSEWHERE), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
