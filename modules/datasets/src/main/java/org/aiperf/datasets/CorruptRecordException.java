package org.aiperf.datasets;

/** One record cannot be read; the message says what is wrong with it. */
final class CorruptRecordException extends Exception {
    private static final long serialVersionUID = 1;

    CorruptRecordException(String what) {
        super(what);
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
