package org.aiperf.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;

/**
 * The files that make the agent, each known by the SHA-256 of its content. They are the agent's jar and what its
 * manifest names, beside it.
 */
public final class AgentBundle {
    private static final String DIGESTS = "agent.sha256";

    /** One file of the bundle. */
    record Part(Path file, String sha256, long bytes) {}

    private final List<Part> parts;

    private AgentBundle(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** The bundle in a folder of jars. Digests of files that have not changed since are remembered there. */
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
            String classPath = jar.getManifest().getMainAttributes().getValue("Class-Path");
            for (String name : classPath == null ? new String[0] : classPath.split(" ")) {
                files.add(folder.resolve(name));
            }
        }
        return new AgentBundle(withDigests(folder.resolveSibling(DIGESTS), files));
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
            String digest = known.containsKey(version) ? known.get(version) : sha256(file);
            parts.add(new Part(file, digest, Files.size(file)));
            lines.append(digest).append(' ').append(version).append('\n');
        }
        if (Files.isWritable(remembered.toAbsolutePath().getParent())) {
            Files.writeString(remembered, lines.toString());
        }
        return parts;
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Part> parts() {
        return parts;
    }

    /** What the whole bundle is known by. */
    String sha256() {
        StringBuilder all = new StringBuilder();
        parts.forEach(part -> all.append(part.sha256()));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
