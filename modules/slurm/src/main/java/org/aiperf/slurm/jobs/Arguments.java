package org.aiperf.slurm.jobs;

import java.util.ArrayList;
import java.util.List;

/** Checks what becomes an argument of a command of Slurm. */
final class Arguments {
    private Arguments() {}

    /** {@code --name=value}, so that no value can be taken for an option. */
    static String option(String name, Object value) {
        return "--" + name + "=" + text(name, value.toString());
    }

    static String text(String what, String value) {
        if (value.isEmpty() || value.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must be one line that is not empty");
        }
        return value;
    }

    static long positive(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1: " + value);
        }
        return value;
    }

    static List<String> with(List<String> options, String option) {
        List<String> all = new ArrayList<>(options);
        all.add(option);
        return List.copyOf(all);
    }

    /** A program with its arguments; a lone colon would begin another component of a heterogeneous job. */
    static List<String> program(List<String> argv) {
        if (argv.isEmpty() || argv.getFirst().isEmpty() || argv.getFirst().startsWith("-")) {
            throw new IllegalArgumentException("not a program: " + argv);
        }
        if (argv.contains(":")) {
            throw new IllegalArgumentException("an argument must not be a lone colon: " + argv);
        }
        return List.copyOf(argv);
    }
}
