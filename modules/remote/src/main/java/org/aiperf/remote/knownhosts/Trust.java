package org.aiperf.remote.knownhosts;

import java.util.List;

/** What the files say of a key that a server showed. */
public sealed interface Trust {
    /** It is the host's. */
    record Known(HostKeyLine line) implements Trust {}

    /** Nothing is said of this host. */
    record Unknown() implements Trust {}

    /**
     * The host has other keys.
     *
     * @param expected never empty
     */
    record Changed(List<HostKeyLine> expected) implements Trust {}

    /** The key must not be used any more. */
    record Revoked(HostKeyLine line) implements Trust {}
}
