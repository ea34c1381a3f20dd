package org.aiperf.launch;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An agent in one file, {@code aiperf-agent-PLATFORM.zip}: built on Linux, deployed from anywhere. Its entry
 * {@code agent.txt} lists the others, in the order of the class path: {@code jar} or {@code runtime}, SHA-256, bytes,
 * name.
 */
final class BundleArchive {
    private static final String LIST = "agent.txt";
    private static final int LONGEST_LIST = 1 << 20;
    private static final Pattern LINE = Pattern.compile("(jar|runtime) ([0-9a-f]{64}) (\\d{1,12}) ([A-Za-z0-9._+-]+)");

    private BundleArchive() {}

    static String fileName(AgentPlatform platform) {
        return "aiperf-agent-" + platform.classifier() + ".zip";
    }

    /**
     * Opens an archive, which stays open as long as the program runs. Nothing is digested here: a node names no file of
     * which it has not.
     *
     * @throws LaunchException if it is none
     */
    static AgentBundle open(Path archive) throws IOException {
        List<Part> jars = new ArrayList<>();
        Optional<Part> runtime = Optional.empty();
        FileSystem zip = zip(archive);
        try {
            for (String line : list(archive, zip.getPath(LIST))) {
                Matcher entry = LINE.matcher(line);
                if (!entry.matches()) {
                    throw damaged(archive, "its " + LIST + " has the line '" + shortened(line) + "'");
                }
                Path file = zip.getPath(entry.group(4));
                long bytes = Long.parseLong(entry.group(3));
                if (!Files.isRegularFile(file) || Files.size(file) != bytes) {
                    throw damaged(archive, "there are not " + bytes + " bytes of " + file + " in it");
                }
                Part part = new Part.InFile(file.toString(), file, entry.group(2), bytes);
                if (entry.group(1).equals("jar")) {
                    jars.add(part);
                } else {
                    runtime = Optional.of(part);
                }
            }
            if (jars.isEmpty()) {
                throw damaged(archive, "its " + LIST + " names no jar");
            }
            return new AgentBundle(jars, runtime);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static FileSystem zip(Path archive) throws IOException {
        try {
            return FileSystems.newFileSystem(archive);
        } catch (IOException | ProviderNotFoundException e) {
            throw damaged(archive, "it cannot be read as a zip file");
        }
    }

    private static List<String> list(Path archive, Path list) throws IOException {
        if (!Files.isRegularFile(list) || Files.size(list) > LONGEST_LIST) {
            throw damaged(archive, "it holds no " + LIST);
        }
        return Files.readAllLines(list).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static String shortened(String line) {
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }

    private static LaunchException damaged(Path archive, String what) {
        return new LaunchException(archive + ": is not an agent: " + what + "; build or copy it again");
    }
}
