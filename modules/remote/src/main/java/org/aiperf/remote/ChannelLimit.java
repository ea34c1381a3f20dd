package org.aiperf.remote;

import java.util.concurrent.Semaphore;
import org.aiperf.remote.ConnectionException.Stage;

/**
 * Keeps a connection below the number of channels that servers allow. Operations end by themselves, so they wait for
 * each other; tails stay open, so they have permits of their own and are refused rather than made to wait.
 */
final class ChannelLimit {
    private static final int OPERATIONS = 4;
    private static final int TAILS = 2;

    private final String node;
    private final Semaphore operations = new Semaphore(OPERATIONS, true);
    private final Semaphore tails = new Semaphore(TAILS);

    ChannelLimit(String node) {
        this.node = node;
    }

    Permit operation() throws ConnectionException {
        try {
            operations.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(node, Stage.CHANNEL, "interrupted while waiting", "try again", e);
        }
        return operations::release;
    }

    Permit tail() throws ConnectionException {
        if (!tails.tryAcquire()) {
            throw new ConnectionException(
                    node,
                    Stage.CHANNEL,
                    TAILS + " files are being followed already",
                    "close one of them or open another connection");
        }
        return tails::release;
    }

    /** The right to have one channel open. */
    interface Permit {
        /** Gives it back; to be called once. */
        void release();
    }
}
