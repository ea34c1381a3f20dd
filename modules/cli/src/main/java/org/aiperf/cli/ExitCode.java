package org.aiperf.cli;

/** What a command's exit code says. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;
    /** The plan asked for a valid benchmark result, and the run is not one. */
    static final int NOT_VALID = 3;

    private ExitCode() {}
}
