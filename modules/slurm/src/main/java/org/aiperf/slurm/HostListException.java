package org.aiperf.slurm;

/** A host list cannot be read. The message says what is wrong with it, in one clause. */
public final class HostListException extends Exception {
    HostListException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
