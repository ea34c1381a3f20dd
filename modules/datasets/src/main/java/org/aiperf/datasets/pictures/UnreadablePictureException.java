package org.aiperf.datasets.pictures;

/** The bytes are no picture that can be decoded; the message says why. */
public final class UnreadablePictureException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadablePictureException(String message) {
        super(message);
    }

    UnreadablePictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
