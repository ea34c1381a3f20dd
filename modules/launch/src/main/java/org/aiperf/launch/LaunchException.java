package org.aiperf.launch;

import java.io.IOException;

/** A run could not be started, or its master is gone; the message is one line that says where, what and how to fix it. */
public final class LaunchException extends IOException {
    public LaunchException(String message) {
        super(message);
    }
}
