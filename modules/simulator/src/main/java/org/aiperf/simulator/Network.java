package org.aiperf.simulator;

import java.util.List;
import java.util.SplittableRandom;
import org.aiperf.simulator.FaultRule.Mangling;
import org.aiperf.simulator.FaultRule.Messages;

/**
 * Carries messages between workers and the master, in order, unless a rule says otherwise. Messages of a node that is cut
 * off wait until it is not; who stands still notices them when it goes on.
 */
final class Network {
    private static final long PURPOSE = 0x5eed_9e7L;

    private final VirtualTime time;
    private final Fates fates;
    private final long latency;
    private final List<Messages> rules;
    private final SplittableRandom random;

    Network(VirtualTime time, Fates fates, long latency, FaultRules faults, long seed) {
        this.time = time;
        this.fates = fates;
        this.latency = latency;
        this.rules = faults.rules().stream()
                .filter(Messages.class::isInstance)
                .map(Messages.class::cast)
                .toList();
        this.random = new SplittableRandom(seed ^ PURPOSE);
    }

    /** From a worker to the master. */
    void up(Connection connection, Runnable delivery) {
        send(connection, true, time.now(), delivery);
    }

    /** From the master to a worker, at a time that may be still to come. */
    void down(Connection connection, long at, Runnable delivery) {
        send(connection, false, at, delivery);
    }

    /** What TCP itself says, of a connection's start and end: no rule touches it. */
    void surely(Connection connection, boolean isUp, long at, Runnable delivery) {
        deliver(connection, isUp, connection.inOrder(isUp, arrival(connection, at)), delivery);
    }

    private long arrival(Connection connection, long at) {
        Fate node = fates.node(connection.worker().node());
        return node.leaves(node.leaves(at) + latency);
    }

    private void send(Connection connection, boolean isUp, long at, Runnable delivery) {
        if (rules.isEmpty()) {
            surely(connection, isUp, at, delivery);
            return;
        }
        long arrives = arrival(connection, at);
        boolean isOvertaken = false;
        boolean isTwice = false;
        long later = 0;
        for (Messages rule : rules) {
            if (random.nextDouble() >= rule.share()) {
                continue;
            }
            if (rule.mangling() == Mangling.DROP) {
                return;
            }
            later += 1 + random.nextLong(Math.max(1, rule.by()));
            isOvertaken |= rule.mangling() == Mangling.REORDER;
            isTwice |= rule.mangling() == Mangling.DUPLICATE;
        }
        if (isTwice) {
            deliver(connection, isUp, connection.inOrder(isUp, arrives), delivery);
            deliver(connection, isUp, arrives + later, delivery);
        } else {
            long late = arrives + later;
            deliver(connection, isUp, isOvertaken ? late : connection.inOrder(isUp, late), delivery);
        }
    }

    private void deliver(Connection connection, boolean isUp, long at, Runnable delivery) {
        Fate receiver = isUp ? fates.master() : fates.node(connection.worker().node());
        time.at(receiver.awake(at), delivery);
    }
}
