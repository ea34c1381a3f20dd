package org.aiperf.remote;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something between us and a node failed. The message is one line: node, what, and how to mend it. */
public final class ConnectionException extends IOException {
    /** How far it came. */
    public enum Stage {
        /** What the user's configuration or the cluster file says of the way there cannot be used. */
        CONFIGURATION,
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
        /** The server does not let us in. */
        AUTHENTICATION,
        /** The server opens no further channel, or the connection is gone. */
        CHANNEL,
        /** A command did not run to its end. */
        COMMAND,
        /** A file could not be read or written. */
        TRANSFER
    }

    private final Stage stage;
    private final transient Optional<String> hop;
    private final boolean passing;

    ConnectionException(String node, Stage stage, String what, String fix) {
        this(node, stage, what, fix, null);
    }

    ConnectionException(String node, Stage stage, String what, String fix, @Nullable Throwable cause) {
        this(node, Optional.empty(), stage, what, fix, false, cause);
    }

    /**
     * @param hop the host on the way to the node at which it failed
     * @param passing whether it may go well a little later, with nothing changed
     */
    ConnectionException(
            String node,
            Optional<String> hop,
            Stage stage,
            String what,
            String fix,
            boolean passing,
            @Nullable Throwable cause) {
        super(
                OneLine.of(node + ": "
                        + hop.map(name -> "on the way, at " + name + ": ").orElse("") + what + "; " + fix),
                cause);
        this.stage = stage;
        this.hop = hop;
        this.passing = passing;
    }

    /** One line: node, what, and how to mend it. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public Stage stage() {
        return stage;
    }

    boolean passing() {
        return passing;
    }

    /** The host on the way at which it failed; empty if it was the node itself. */
    public Optional<String> hop() {
        return hop;
    }
}
