package org.aiperf.problems;

import java.util.List;
import java.util.stream.Collectors;

/** The input cannot be used; carries every problem that was found in it. */
public final class InvalidInputException extends Exception {
    private final transient List<Problem> problems;

    public InvalidInputException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public InvalidInputException(Problem problem) {
        this(List.of(problem));
    }

    public List<Problem> problems() {
        return problems;
    }
}
