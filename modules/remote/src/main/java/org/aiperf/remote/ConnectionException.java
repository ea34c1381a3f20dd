package org.aiperf.remote;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something between us and a node failed. The message is one line: node, what, and how to mend it. */
public final class ConnectionException extends IOException {
    /** How far it came. */
    public enum Stage {
        /** The host name has no address. */
        ADDRESS,
        /** Nothing answers at the port. */
        TCP,
        /** What answers is not an SSH server. */
        BANNER,
        /** No common algorithm, or the connection broke while keys were made. */
        KEY_EXCHANGE,
        /** The server's key is unknown, changed or revoked. */
        HOST_KEY,
        /** The server does not accept our key. */
        AUTHENTICATION,
        /** The server opens no further channel, or the connection is gone. */
        CHANNEL,
        /** A command did not run to its end. */
        COMMAND,
        /** A file could not be read or written. */
        TRANSFER
    }

    private final Stage stage;

    ConnectionException(String node, Stage stage, String what, String fix) {
        this(node, stage, what, fix, null);
    }

    ConnectionException(String node, Stage stage, String what, String fix, @Nullable Throwable cause) {
        super(OneLine.of(node + ": " + what + "; " + fix), cause);
        this.stage = stage;
    }

    /** One line: node, what, and how to mend it. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public Stage stage() {
        return stage;
    }
}
