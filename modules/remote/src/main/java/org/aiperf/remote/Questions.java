package org.aiperf.remote;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.aiperf.remote.knownhosts.HostKeyLine;
import org.aiperf.remote.knownhosts.PublicKey;

/**
 * What only a person can answer while a connection is made. One question is asked at a time. Characters that are given
 * back are overwritten once they were used; they never get into a message, a file or an argument.
 */
public interface Questions {
    /** Nobody is there: unknown keys, locked keys and prompts are refused. */
    Questions REFUSING = new Questions() {
        @Override
        public boolean trusts(UnknownHostKey key) {
            return false;
        }

        @Override
        public Optional<char[]> passphrase(LockedKey key) {
            return Optional.empty();
        }

        @Override
        public Optional<char[]> answer(Prompt prompt) {
            return Optional.empty();
        }
    };

    /** Whether to trust a host key from now on. Yes only if the person said so of this very key. */
    boolean trusts(UnknownHostKey key);

    /**
     * A server showed another key than the one that is known. The connection was refused; there is nothing to answer, so
     * this returns at once.
     */
    default void refused(ChangedHostKey key) {}

    /** The passphrase of a private key; empty to do without that key. */
    Optional<char[]> passphrase(LockedKey key);

    /** What the server wants to know; empty to give up. */
    Optional<char[]> answer(Prompt prompt);

    /**
     * A server showed a key of which nothing is known.
     *
     * @param node the node of the cluster for which this connection is
     * @param name the host as it stands in the file of host keys
     * @param file where the key goes to if it is trusted
     */
    record UnknownHostKey(String node, String name, PublicKey key, Path file) {}

    /**
     * A server showed another key than the one that is known.
     *
     * @param node the node of the cluster for which this connection was
     * @param name the host as it stands in the file of host keys
     * @param expected what the files have instead, never empty
     */
    record ChangedHostKey(String node, String name, PublicKey sent, List<HostKeyLine> expected) {
        public ChangedHostKey {
            expected = List.copyOf(expected);
        }
    }

    /**
     * A private key that is locked.
     *
     * @param attempt from 1; more than 1 says that the last passphrase was wrong
     */
    record LockedKey(String node, Path file, int attempt) {}

    /**
     * The server asks.
     *
     * @param account {@code user@host}
     * @param text the server's words, one line
     * @param shown whether the answer may be seen while it is typed
     */
    record Prompt(String node, String account, String text, boolean shown) {}
}
