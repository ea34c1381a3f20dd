package org.aiperf.remote.knownhosts;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A line of a {@code known_hosts} file.
 *
 * @param line from 1
 */
public record HostKeyLine(Path file, int line, Marker marker, HostNames names, PublicKey key) {
    /** What a line says of its key. */
    public enum Marker {
        /** It is the host's. */
        HOST,
        /** It signs keys of such hosts. */
        AUTHORITY,
        /** It must not be used any more. */
        REVOKED
    }

    /** The place and the key's fingerprint. */
    @Override
    public String toString() {
        return file + " line " + line + " has " + key.fingerprint();
    }

    /** What a line of a file says. */
    sealed interface Parsed {
        record Good(HostKeyLine line) implements Parsed {}

        /** A comment, or nothing. */
        record Nothing() implements Parsed {}

        record Bad(String reason) implements Parsed {}
    }

    static Parsed parse(String text, Path file, int line) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.startsWith("#")) {
            return new Parsed.Nothing();
        }
        String[] fields = stripped.split("[ \t]+");
        Marker marker = Marker.HOST;
        int first = 0;
        if (fields[0].startsWith("@")) {
            if (!fields[0].equals("@cert-authority") && !fields[0].equals("@revoked")) {
                return new Parsed.Bad("there is no marker " + fields[0]);
            }
            marker = fields[0].equals("@revoked") ? Marker.REVOKED : Marker.AUTHORITY;
            first = 1;
        }
        if (fields.length < first + 3) {
            return new Parsed.Bad("names, type and key must stand in it");
        }
        Optional<HostNames> names = names(fields[first]);
        if (names.isEmpty()) {
            return new Parsed.Bad("the hidden name is not understood");
        }
        Optional<PublicKey> key = PublicKey.ofBase64(fields[first + 2]);
        if (key.isEmpty()) {
            return new Parsed.Bad("the key is not base64, or no key");
        }
        if (!key.get().type().equals(fields[first + 1])) {
            return new Parsed.Bad("the key is of type " + key.get().type() + ", not " + fields[first + 1]);
        }
        return new Parsed.Good(new HostKeyLine(file, line, marker, names.get(), key.get()));
    }

    private static Optional<HostNames> names(String field) {
        if (field.startsWith("|")) {
            return field.startsWith(HostNames.Hashed.START) ? HostNames.Hashed.parse(field) : Optional.empty();
        }
        return Optional.of(new HostNames.Patterns(field));
    }
}
