package org.aiperf.remote;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one way from an argument list to a shell command. Every argument stands in single quotes, where a POSIX shell
 * gives no character a meaning (POSIX.1-2017, Shell Command Language, 2.2.2); only the single quote itself must leave
 * them.
 */
final class Quoting {
    private Quoting() {}

    /**
     * A command line that any POSIX shell splits into exactly these arguments.
     *
     * @throws IllegalArgumentException if there is no program, its name starts with '-', or an argument cannot be
     *     passed on: it holds NUL or half of a surrogate pair
     */
    static String commandLine(List<String> arguments) {
        if (arguments.isEmpty() || arguments.getFirst().isEmpty()) {
            throw new IllegalArgumentException("no program to run");
        }
        if (arguments.getFirst().startsWith("-")) {
            throw new IllegalArgumentException("a program cannot be called " + arguments.getFirst());
        }
        return arguments.stream().map(Quoting::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        if (argument.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an argument holds a NUL character");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(argument)) {
            throw new IllegalArgumentException("an argument holds half of a surrogate pair");
        }
        return "'" + argument.replace("'", "'\\''") + "'";
    }
}
