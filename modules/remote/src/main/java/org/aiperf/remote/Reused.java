package org.aiperf.remote;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.aiperf.remote.ConnectionException.Stage;

/**
 * Channels of one kind that are used one after another, because opening one costs whatever the login scripts of the other
 * side cost. One is opened at a time; whoever waits takes what is free first, the new one or one that comes back.
 */
final class Reused<C extends Reused.Channel> {
    private final String node;
    private final int mostIdle;
    private final Opening<C> opening;
    private final Deque<C> idle = new ArrayDeque<>();
    private boolean isOpening;

    /** One of them, for one thread at a time. */
    interface Channel extends AutoCloseable {
        boolean isOpen();

        @Override
        void close();
    }

    /** How one is opened. */
    interface Opening<C> {
        C open() throws ConnectionException;
    }

    /** @param mostIdle that are kept for later */
    Reused(String node, int mostIdle, Opening<C> opening) {
        this.node = node;
        this.mostIdle = mostIdle;
        this.opening = opening;
    }

    /** To be given back, or closed. */
    C take() throws ConnectionException {
        Optional<C> free = freeOrTurn();
        if (free.isPresent()) {
            return free.get();
        }
        try {
            return opening.open();
        } finally {
            synchronized (this) {
                isOpening = false;
                notifyAll();
            }
        }
    }

    /** One that is free; or nothing, and it is the caller's turn to open one. */
    private synchronized Optional<C> freeOrTurn() throws ConnectionException {
        try {
            while (true) {
                Optional<C> free = idle();
                if (free.isPresent()) {
                    return free;
                }
                if (!isOpening) {
                    isOpening = true;
                    return Optional.empty();
                }
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(node, Stage.CHANNEL, "interrupted while waiting", "try again", e);
        }
    }

    private Optional<C> idle() {
        for (C next = idle.poll(); next != null; next = idle.poll()) {
            if (next.isOpen()) {
                return Optional.of(next);
            }
            next.close();
        }
        return Optional.empty();
    }

    /** Closes those that nobody uses, to make room for others. */
    void closeIdle() {
        List<C> closed;
        synchronized (this) {
            closed = List.copyOf(idle);
            idle.clear();
        }
        closed.forEach(Channel::close);
    }

    /** One whose last use ended in order. */
    void giveBack(C channel) {
        synchronized (this) {
            if (idle.size() < mostIdle) {
                idle.push(channel);
                notifyAll();
                return;
            }
        }
        channel.close();
    }
}
