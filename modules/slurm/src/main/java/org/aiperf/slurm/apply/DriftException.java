package org.aiperf.slurm.apply;

import java.io.IOException;

/** The cluster is no longer as it was when the plan was made; nothing was changed. */
public final class DriftException extends IOException {
    DriftException(String message) {
        super(message);
    }
}
