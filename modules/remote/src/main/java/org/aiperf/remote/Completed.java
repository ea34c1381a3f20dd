package org.aiperf.remote;

/**
 * What a command left behind.
 *
 * @param exit its exit code; 128 plus the signal's number if a signal ended it, as a shell counts
 * @param out standard output, read as UTF-8
 * @param err standard error, read as UTF-8
 */
public record Completed(int exit, String out, String err) {
    public boolean succeeded() {
        return exit == 0;
    }
}
