package org.aiperf.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The shell scripts of this package; each is a resource beside it. */
enum Script {
    DETACH,
    DIGEST,
    PROBE;

    private final String text = read(name().toLowerCase(Locale.ROOT) + ".sh");

    String text() {
        return text;
    }

    private static String read(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
