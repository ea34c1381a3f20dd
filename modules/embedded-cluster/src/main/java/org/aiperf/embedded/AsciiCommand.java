package org.aiperf.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A shell command that means the same and is pure ASCII. Java passes the arguments of a process in the encoding of the
 * locale, and in the POSIX locale every other character would arrive as a question mark.
 */
final class AsciiCommand {
    private AsciiCommand() {}

    static String of(String command) {
        byte[] bytes = command.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == command.length()) {
            return command;
        }
        StringBuilder escaped = new StringBuilder();
        for (byte b : bytes) {
            if (b < 0 || b == '\\' || b == '\'') {
                escaped.append(String.format(Locale.ROOT, "\\0%03o", b & 0xff));
            } else {
                escaped.append((char) b);
            }
        }
        return String.format(Locale.ROOT, "eval \"$(printf '%%b' '%s')\"", escaped);
    }
}
