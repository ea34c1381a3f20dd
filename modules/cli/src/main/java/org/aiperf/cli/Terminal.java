package org.aiperf.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where a command prints. Standard output carries the result alone: the text a person reads, or one line of JSON;
 * everything else goes to standard error.
 */
final class Terminal {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;
    private final boolean interactive;
    private final ObjectMapper mapper = new ObjectMapper();

    /** @param interactive whether standard error is a terminal whose lines may be rewritten */
    Terminal(PrintStream out, PrintStream err, boolean json, boolean interactive) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.interactive = interactive;
    }

    boolean isInteractive() {
        return interactive;
    }

    /** A line of progress or explanation. */
    void say(String line) {
        err.println(line);
    }

    /** Writes a line in place of the one that was drawn last, on a terminal whose lines may be rewritten. */
    synchronized void draw(String line, boolean isLast) {
        err.print("\r\033[K" + line + (isLast ? "\n" : ""));
        err.flush();
    }

    /** Asks somebody; until there is an answer nothing is drawn. */
    synchronized <T> T asking(Supplier<T> question) {
        return question.get();
    }

    /** The result of a command: {@code fields} with {@code --json}, else {@code text}. */
    void result(Map<String, ?> fields, String text) {
        if (json) {
            out.println(line(fields));
        } else if (!text.isEmpty()) {
            out.println(text);
        }
        out.flush();
    }

    /** What a script gets when there is no result. */
    void failure(Map<String, ?> fields) {
        if (json) {
            out.println(line(fields));
            out.flush();
        }
    }

    private String line(Map<String, ?> fields) {
        try {
            return mapper.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
