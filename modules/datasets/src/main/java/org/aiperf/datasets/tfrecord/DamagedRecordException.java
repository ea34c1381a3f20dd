package org.aiperf.datasets.tfrecord;

/** A record is not what it should be; the message says in what. */
public final class DamagedRecordException extends Exception {
    private static final long serialVersionUID = 1;

    DamagedRecordException(String message) {
        super(message);
    }
}
