package org.aiperf.remote.knownhosts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.aiperf.problems.Problem;
import org.aiperf.remote.knownhosts.HostKeyLine.Marker;

/**
 * The host keys of some {@code known_hosts} files ({@code man sshd}, SSH_KNOWN_HOSTS FILE FORMAT). A missing file trusts
 * nobody. A line that is not understood trusts nobody either, and is told in {@link #problems}.
 */
public final class KnownHosts {
    private static final long MOST_BYTES = 64 << 20;
    private static final int SSH_PORT = 22;

    private final List<HostKeyLine> lines;
    private final List<Problem> problems;

    private KnownHosts(List<HostKeyLine> lines, List<Problem> problems) {
        this.lines = List.copyOf(lines);
        this.problems = List.copyOf(problems);
    }

    /** @throws IOException that names the file which is there and cannot be read */
    public static KnownHosts reading(List<Path> files) throws IOException {
        List<HostKeyLine> lines = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : files) {
            int number = 0;
            for (String text : text(file).split("\n", -1)) {
                number++;
                switch (HostKeyLine.parse(text, file, number)) {
                    case HostKeyLine.Parsed.Good(HostKeyLine line) -> lines.add(line);
                    case HostKeyLine.Parsed.Bad(String reason) ->
                        problems.add(new Problem(file.toString(), number, "", reason, "correct or delete the line"));
                    case HostKeyLine.Parsed.Nothing() -> {
                        // Nothing to trust.
                    }
                }
            }
        }
        return new KnownHosts(lines, problems);
    }

    /** The name under which a host's key is kept: the host, with its port unless that is SSH's own. */
    public static String name(String host, int port) {
        return port == SSH_PORT ? host : "[" + host + "]:" + port;
    }

    /** The lines that were left out. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * What is to be thought of a key. A host at a port of its own that has no line of its own may have the keys of the
     * host without port, as with {@code ssh}. A host of which only keys of other types are known counts as changed.
     *
     * @param name as {@link #name} or an alias says it
     */
    public Trust of(String name, PublicKey key) {
        for (HostKeyLine line : of(name, Marker.REVOKED)) {
            if (line.key().equals(key)) {
                return new Trust.Revoked(line);
            }
        }
        List<HostKeyLine> all = of(name, Marker.HOST);
        List<HostKeyLine> own =
                all.stream().filter(line -> line.names().contain(name)).toList();
        for (HostKeyLine line : own.isEmpty() ? all : own) {
            if (line.key().equals(key)) {
                return new Trust.Known(line);
            }
        }
        return own.isEmpty() ? new Trust.Unknown() : new Trust.Changed(own);
    }

    /** The lines about a host, of its plain name too, with such a marker. */
    public List<HostKeyLine> of(String name, Marker marker) {
        return withPlain(name, ofHost(name)).stream()
                .filter(line -> line.marker() == marker)
                .toList();
    }

    private List<HostKeyLine> withPlain(String name, List<HostKeyLine> own) {
        int end = name.startsWith("[") ? name.lastIndexOf("]:") : -1;
        if (end < 0) {
            return own;
        }
        List<HostKeyLine> all = new ArrayList<>(own);
        ofHost(name.substring(1, end)).stream()
                .filter(Predicate.not(all::contains))
                .forEach(all::add);
        return all;
    }

    private List<HostKeyLine> ofHost(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lines.stream().filter(line -> line.names().contain(lower)).toList();
    }

    private static String text(Path file) throws IOException {
        byte[] bytes;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(file + " is larger than 64 MiB");
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
