package org.aiperf.remote;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A program with its arguments, or a script with its arguments: the only things that can be run on a node. */
public final class RemoteCommand {
    // Linux passes at most 128 KiB in one argument, and a script is one of sh.
    private static final int LONGEST_LINE = 100 << 10;

    private final List<String> arguments;
    private final String line;

    private RemoteCommand(List<String> arguments) {
        this.arguments = List.copyOf(arguments);
        this.line = Quoting.commandLine(this.arguments);
        if (line.getBytes(StandardCharsets.UTF_8).length > LONGEST_LINE) {
            throw new IllegalArgumentException("the command is longer than 100 KiB; upload what it needs as a file");
        }
    }

    /**
     * A program and its arguments, each passed on exactly as it is.
     *
     * @throws IllegalArgumentException for what {@link Quoting} cannot pass on, and for more than 100 KiB
     */
    public static RemoteCommand of(String... arguments) {
        return of(List.of(arguments));
    }

    public static RemoteCommand of(List<String> arguments) {
        return new RemoteCommand(arguments);
    }

    /**
     * A POSIX shell script; it sees the arguments as {@code $1}, {@code $2}.
     *
     * @throws IllegalArgumentException as for a program
     */
    public static RemoteCommand script(String posixScript, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("sh", "-c", posixScript, "sh"));
        all.addAll(arguments);
        return new RemoteCommand(all);
    }

    List<String> arguments() {
        return arguments;
    }

    String line() {
        return line;
    }

    /** The name of the program, for messages. */
    String program() {
        return arguments.getFirst();
    }

    /** The command line, quoted. */
    @Override
    public String toString() {
        return line;
    }
}
