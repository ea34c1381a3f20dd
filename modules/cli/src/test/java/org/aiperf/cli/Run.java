package org.aiperf.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** A command that was run, and what it printed. */
record Run(int exit, String out, String err) {

    static Run of(String... arguments) {
        return run(false, arguments);
    }

    static Run json(String... arguments) {
        return run(true, arguments);
    }

    private static Run run(boolean json, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                json,
                false);
        int exit = Cli.commands(new NoDisplay(), terminal).execute(arguments);
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** All commands, for a test that does not look at what they print. */
    static CommandLine commands() {
        return Cli.commands(new NoDisplay(), new Terminal(System.out, System.err, false, false));
    }

    JsonNode lastLine() throws IOException {
        return new ObjectMapper().readTree(out.lines().toList().getLast());
    }

    List<String> errors() {
        return err.lines().toList();
    }

    private static final class NoDisplay implements Desktop {
        @Override
        public boolean hasDisplay() {
            return false;
        }

        @Override
        public void open(Request request) {
            throw new AssertionError("a window was opened");
        }

        @Override
        public void abandon() {}
    }
}
