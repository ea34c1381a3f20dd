package org.aiperf.simulator;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.aiperf.benchmark.keeping.Arrival;
import org.aiperf.benchmark.keeping.Patience;
import org.aiperf.runs.Event;

/**
 * Where workers reach the master: lets them in, hands on what they say, and closes connections over which nothing is
 * heard. It is the model of the agent's doorman.
 */
final class Door {
    private final VirtualTime time;
    private final Fate fate;
    private final Network network;
    private final Witness witness;
    private final Consumer<Arrival<Connection>> master;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private boolean isOpen = true;

    /**
     * @param fate of the head node
     * @param master takes in what comes
     */
    Door(VirtualTime time, Fate fate, Network network, Witness witness, Consumer<Arrival<Connection>> master) {
        this.time = time;
        this.fate = fate;
        this.network = network;
        this.witness = witness;
        this.master = master;
    }

    boolean isOpen() {
        return isOpen;
    }

    void open() {
        isOpen = true;
    }

    /** The master is gone: so are all connections. */
    void shut() {
        isOpen = false;
        connections.forEach(this::hangUp);
        connections.clear();
    }

    private void hangUp(Connection connection) {
        connection.close();
        network.surely(connection, false, time.now(), connection.worker()::cutOff);
    }

    /** A worker says hello. */
    void came(Connection connection) {
        if (!isOpen) {
            hangUp(connection);
            return;
        }
        connections.add(connection);
        connection.heard(time.now());
        master.accept(new Arrival.Came<>(connection.worker().name(), connection, List.of(), Map.of()));
        if (connection.worker().mayFallSilent()) {
            listen(connection);
        }
    }

    /** Whether the door is open for it; then it was heard of now. */
    private boolean hears(Connection connection) {
        boolean hears = isOpen && connection.isOpen();
        if (hears) {
            connection.heard(time.now());
        }
        return hears;
    }

    /** A worker lives. */
    void beat(Connection connection) {
        hears(connection);
    }

    void said(Connection connection, Event event) {
        if (hears(connection)) {
            witness.heard(connection, event);
            master.accept(new Arrival.Said<>(connection.worker().name(), connection, event));
        }
    }

    /** The other end closed its connection. */
    void hungUp(Connection connection) {
        if (hears(connection)) {
            lose(connection, "its connection was closed", false);
        }
    }

    private void lose(Connection connection, String reason, boolean isSilent) {
        connection.close();
        connections.remove(connection);
        master.accept(new Arrival.Gone<>(connection.worker().name(), connection, reason, isSilent));
    }

    /** Looks whether anything was heard when it is time to be worried; what waits to be read was heard. */
    private void listen(Connection connection) {
        long due = connection.heard() + Patience.SILENCE.toNanos();
        time.at(fate.awake(due) + 1, () -> {
            if (!isOpen || !connection.isOpen()) {
                return;
            }
            if (time.now() - connection.heard() >= Patience.SILENCE.toNanos()) {
                lose(connection, "nothing was heard of it for " + Patience.SILENCE.toSeconds() + " s", true);
                hangUp(connection);
            } else {
                listen(connection);
            }
        });
    }
}
