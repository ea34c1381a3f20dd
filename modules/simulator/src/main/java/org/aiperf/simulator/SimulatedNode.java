package org.aiperf.simulator;

import java.util.Locale;
import java.util.SplittableRandom;
import org.aiperf.simulator.Fate.Outage;
import org.jspecify.annotations.Nullable;

/** A node, and whoever starts its worker again when that has ended: one process at a time. */
final class SimulatedNode {
    private final int number;
    private final String name;
    private final Fate fate;
    private final Workshop shop;
    private final double slowerStart;
    private @Nullable SimulatedWorker worker;
    private boolean isUp = true;
    private boolean isStopped;
    private int starts;

    /** @param number from 0 */
    SimulatedNode(int number, Fate fate, Workshop shop) {
        this.number = number;
        this.name = String.format(Locale.ROOT, "node-%04d", number + 1);
        this.fate = fate;
        this.shop = shop;
        this.slowerStart = new SplittableRandom(shop.seed() * 65_537 + number).nextDouble();
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    Fate fate() {
        return fate;
    }

    /** From now on its worker runs, as far as its fate lets it. */
    void begin() {
        for (Outage outage : fate.outages()) {
            shop.time().at(outage.from(), () -> goDown(outage.silently()));
            shop.time().at(outage.to(), this::comeBack);
        }
        restart(0);
    }

    private void goDown(boolean silently) {
        isUp = false;
        SimulatedWorker running = worker;
        if (running != null && silently) {
            running.end();
        } else if (running != null) {
            running.kill();
        }
    }

    private void comeBack() {
        isUp = true;
        restart(shop.costs().workers().restart());
    }

    /** The run is over: no worker is started any more. */
    void stop() {
        isStopped = true;
        SimulatedWorker running = worker;
        if (running != null) {
            running.end();
        }
    }

    /** Starts a worker after so many seconds, and the time that its start takes. */
    void restart(double seconds) {
        int start = ++starts;
        Costs.Workers costs = shop.costs().workers();
        double ready = seconds + costs.start() * (1 + costs.spread() * slowerStart);
        shop.time().at(fate.done(shop.time().now(), VirtualTime.nanos(ready)), () -> {
            if (start == starts && isUp && !isStopped) {
                join();
            }
        });
    }

    private void join() {
        SimulatedWorker next = new SimulatedWorker(this, shop);
        worker = next;
        if (shop.door().isOpen()) {
            next.join();
        } else {
            next.end();
            restart(shop.costs().workers().restart());
        }
    }
}
