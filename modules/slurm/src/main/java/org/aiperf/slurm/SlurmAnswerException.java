package org.aiperf.slurm;

import java.io.IOException;

/** A command of Slurm failed, or said something that cannot be understood. The message is one line. */
public final class SlurmAnswerException extends IOException {
    public SlurmAnswerException(String message) {
        super(message);
    }

    public SlurmAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
