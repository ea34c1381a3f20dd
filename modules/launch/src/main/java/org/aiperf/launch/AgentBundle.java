package org.aiperf.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The files that make the agent on one kind of node: its jar and what its manifest names, beside it. One that was built
 * for other machines brings a Java runtime of its own.
 */
public final class AgentBundle {
    private static final String DIGESTS = "agent.sha256";

    private final List<Part> jars;
    private final Optional<Part> runtime;

    AgentBundle(List<? extends Part> jars, Optional<Part> runtime) {
        this.jars = List.copyOf(jars);
        this.runtime = runtime;
    }

    /**
     * The bundle in a folder of jars, for machines like this one. Digests of files that have not changed since are
     * remembered beside the folder.
     *
     * @throws LaunchException if there is no agent in the folder
     */
    public static AgentBundle in(Path folder) throws IOException {
        Path agent;
        try (var jars = Files.newDirectoryStream(folder, "aiperf-agent-*.jar")) {
            var found = jars.iterator();
            if (!found.hasNext()) {
                throw new LaunchException(folder + ": holds no agent; build it with ./mvnw package");
            }
            agent = found.next();
        }
        List<Path> files = new ArrayList<>(List.of(agent));
        try (JarFile jar = new JarFile(agent.toFile())) {
            Manifest manifest = jar.getManifest();
            String classPath =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Class-Path");
            for (String name : classPath == null ? new String[0] : classPath.split(" ")) {
                files.add(folder.resolve(name));
            }
        }
        return new AgentBundle(withDigests(folder.resolveSibling(DIGESTS), files), Optional.empty());
    }

    /**
     * The bundle in an archive, {@code aiperf-agent-PLATFORM.zip}, which stays open as long as the program runs.
     *
     * @throws LaunchException if it is none
     */
    public static AgentBundle archive(Path file) throws IOException {
        return BundleArchive.open(file);
    }

    private static List<Part> withDigests(Path remembered, List<Path> files) throws IOException {
        Map<String, String> known = new HashMap<>();
        if (Files.exists(remembered)) {
            for (String line : Files.readAllLines(remembered)) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    known.put(line.substring(space + 1), line.substring(0, space));
                }
            }
        }
        List<Part> parts = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        for (Path file : files) {
            String version = file.getFileName() + " " + Files.size(file) + " "
                    + Files.getLastModifiedTime(file).toMillis();
            String digest = known.containsKey(version) ? known.get(version) : Part.sha256(file);
            parts.add(new Part.InFile(file.getFileName().toString(), file, digest, Files.size(file)));
            lines.append(digest).append(' ').append(version).append('\n');
        }
        if (Files.isWritable(remembered.toAbsolutePath().getParent())) {
            Files.writeString(remembered, lines.toString());
        }
        return parts;
    }

    /** In the order of the class path. */
    List<Part> jars() {
        return jars;
    }

    /** A {@code .tar.gz} that holds a runtime which can run the agent. */
    Optional<Part> runtime() {
        return runtime;
    }

    /** What its native libraries run on; empty if it has none. */
    Optional<AgentPlatform> platform() {
        return jars.stream()
                .flatMap(part -> AgentPlatform.ofJar(part.name()).stream())
                .findFirst();
    }

    /** What it was built from, whatever platform it was built for. */
    String sources() {
        StringBuilder all = new StringBuilder();
        for (Part part : jars) {
            // The agent's own jar names the native libraries in its manifest.
            if (AgentPlatform.ofJar(part.name()).isEmpty() && !part.name().startsWith("aiperf-agent-")) {
                all.append(part.sha256());
            }
        }
        return Part.sha256(all.toString());
    }
}
