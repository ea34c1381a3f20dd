package org.aiperf.slurm;

/**
 * What a command on a node left behind.
 *
 * @param exit its exit code
 * @param out standard output
 * @param err standard error
 */
public record CommandResult(int exit, String out, String err) {
    public boolean succeeded() {
        return exit == 0;
    }

    /** The first line that says something, of standard error or else of standard output; at most 300 characters. */
    public String firstLine() {
        String line = err.lines()
                .filter(text -> !text.isBlank())
                .findFirst()
                .or(() -> out.lines().filter(text -> !text.isBlank()).findFirst())
                .orElse("it said nothing")
                .strip();
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }
}
