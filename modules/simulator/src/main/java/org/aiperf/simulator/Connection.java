package org.aiperf.simulator;

/** A connection between a worker's process and the master. */
final class Connection {
    private final SimulatedWorker worker;
    private boolean isOpen = true;
    private long heard;

    /** When the last message in each direction arrives: none overtakes another. */
    private long lastUp;

    private long lastDown;

    Connection(SimulatedWorker worker) {
        this.worker = worker;
    }

    SimulatedWorker worker() {
        return worker;
    }

    /** Whether the master still listens to it. */
    boolean isOpen() {
        return isOpen;
    }

    void close() {
        isOpen = false;
    }

    long heard() {
        return heard;
    }

    void heard(long at) {
        heard = at;
    }

    /** The earliest time at which a message may arrive that would arrive then by itself. */
    long inOrder(boolean isUp, long at) {
        long arrives = Math.max(at, isUp ? lastUp : lastDown);
        if (isUp) {
            lastUp = arrives;
        } else {
            lastDown = arrives;
        }
        return arrives;
    }
}
