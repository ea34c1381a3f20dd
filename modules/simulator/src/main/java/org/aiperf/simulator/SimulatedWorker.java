package org.aiperf.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.keeping.Patience;
import org.aiperf.benchmark.plan.TrialSettings;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerLeft;
import org.jspecify.annotations.Nullable;

/**
 * A worker's process, from its first word to its end: it prepares one trial, trains another, puts a third away and
 * searches, all at once, as a real one does. It ends when it is told to, when its connection ends or when it is killed.
 */
final class SimulatedWorker {
    private final SimulatedNode home;
    private final Workshop shop;
    private final Connection connection = new Connection(this);
    private final Deque<Order> toPrepare = new ArrayDeque<>();
    private final Deque<Order> ready = new ArrayDeque<>();
    private final Deque<Order> trained = new ArrayDeque<>();
    private final Deque<Integer> searches = new ArrayDeque<>();
    private boolean isAlive = true;
    private boolean isPreparing;
    private boolean isFinishing;
    private boolean isSearching;
    private @Nullable SimulatedTraining training;
    private @Nullable Order preparing;
    private int seen;

    /** A trial to train. */
    record Order(int trial, int attempt, int round) {}

    SimulatedWorker(SimulatedNode home, Workshop shop) {
        this.home = home;
        this.shop = shop;
    }

    int node() {
        return home.number();
    }

    String name() {
        return home.name();
    }

    Connection connection() {
        return connection;
    }

    /** Whether its signs of life are simulated, so that none of them means something. */
    boolean mayFallSilent() {
        return !shop.isBeatNeedless(home);
    }

    /** Says hello, and that it is alive from then on. */
    void join() {
        shop.network().surely(connection, true, now(), () -> shop.door().came(connection));
        if (mayFallSilent()) {
            beat();
        }
    }

    private void beat() {
        if (isAlive) {
            shop.network().up(connection, () -> shop.door().beat(connection));
            long next = now() + Patience.HEARTBEAT.toNanos();
            shop.time().at(home.fate().awake(next), this::beat);
        }
    }

    private long now() {
        return shop.time().now();
    }

    /** Does something after so much work, unless the process has ended by then. */
    void after(double seconds, Runnable what) {
        shop.time().at(home.fate().done(now(), VirtualTime.nanos(seconds)), () -> {
            if (isAlive) {
                what.run();
            }
        });
    }

    void say(Event event) {
        shop.network().up(connection, () -> shop.door().said(connection, event));
    }

    void train(Order order) {
        if (isAlive) {
            toPrepare.add(order);
            prepareNext();
        }
    }

    private void prepareNext() {
        Order order = isPreparing ? null : toPrepare.poll();
        if (order != null) {
            isPreparing = true;
            preparing = order;
            after(shop.costs().trials().prepare(), () -> {
                isPreparing = false;
                preparing = null;
                ready.add(order);
                trainNext(0);
                prepareNext();
            });
        }
    }

    /** @param pause until the accelerators can begin */
    private void trainNext(double pause) {
        Order order = training == null ? ready.poll() : null;
        if (order != null) {
            TrialSettings settings = shop.plan().plan().trialIn(order.round());
            SimulatedTraining next = new SimulatedTraining(order, settings, this, home, shop);
            training = next;
            after(pause, next::begin);
        }
    }

    /** A training came to its end; whether more follows is for the worker to see. */
    void done(Order order) {
        training = null;
        trained.add(order);
        trainNext(shop.costs().trials().change());
        finishNext();
    }

    private void finishNext() {
        Order order = isFinishing ? null : trained.peek();
        if (order != null) {
            isFinishing = true;
            after(shop.costs().trials().finish(), () -> {
                isFinishing = false;
                trained.remove();
                say(new TrialEnded(order.trial(), order.attempt(), Outcome.FINISHED, ""));
                finishNext();
            });
        }
    }

    void seek(int candidate) {
        if (isAlive) {
            searches.add(candidate);
            searchNext();
        }
    }

    private void searchNext() {
        Integer number = isSearching ? null : searches.poll();
        if (number != null) {
            isSearching = true;
            int news = shop.folder().entries() - seen;
            seen += news;
            Costs.Search costs = shop.costs().search();
            double seconds = costs.base() + costs.perResult() * shop.folder().models() + costs.perNews() * news;
            Optional<SharedFolder.Candidate> found = shop.folder().propose(number);
            after(seconds, () -> {
                isSearching = false;
                say(found.map(candidate -> proposed(candidate, seconds))
                        .orElseGet(() -> new SearchEvent.SearchFailed(
                                number, name(), "every child that was tried is known or too expensive")));
                searchNext();
            });
        }
    }

    private Event proposed(SharedFolder.Candidate candidate, double seconds) {
        shop.folder().put(candidate);
        CandidateProposed like = shop.folder().network(candidate).says();
        return new CandidateProposed(
                candidate.number(),
                candidate.child().parent(),
                like.kind(),
                like.morphism(),
                name(),
                candidate.child().digest(),
                like.parameters(),
                like.layers(),
                like.reference(),
                like.corrected(),
                seconds,
                null);
    }

    /** Told to stop: says what became of everything that was begun, and goodbye. */
    void finish() {
        if (!isAlive) {
            return;
        }
        trained.forEach(order -> say(new TrialEnded(order.trial(), order.attempt(), Outcome.FINISHED, "")));
        List<Order> begun = new ArrayList<>();
        if (training != null) {
            begun.add(training.order());
        }
        begun.addAll(ready);
        if (preparing != null) {
            begun.add(preparing);
        }
        begun.addAll(toPrepare);
        begun.forEach(
                order -> say(new TrialEnded(order.trial(), order.attempt(), Outcome.STOPPED, "the run was ending")));
        say(new WorkerLeft(name()));
        hangUp();
        end();
    }

    /** Its connection ended from the other side. */
    void cutOff() {
        if (isAlive) {
            end();
            home.restart(shop.costs().workers().restart());
        }
    }

    /** Its process is killed: the other end notices. */
    void kill() {
        if (isAlive) {
            hangUp();
            end();
        }
    }

    private void hangUp() {
        shop.network().surely(connection, true, now(), () -> shop.door().hungUp(connection));
    }

    /** It is no more, without a word. */
    void end() {
        isAlive = false;
        if (training != null) {
            training.breakOff();
        }
    }
}
