package org.aiperf.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.aiperf.benchmark.Cost;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.jspecify.annotations.Nullable;

/** Says to a master what a worker would say, when the test wants it said. */
final class FakeWorker implements AutoCloseable {
    private final Wire wire = new Wire();
    private final Lines lines;

    FakeWorker(int port) throws IOException {
        lines = new Lines(new Socket(InetAddress.getLoopbackAddress(), port));
        lines.expectWithin(Duration.ofSeconds(20));
    }

    static FakeWorker join(int port, String token, String name) throws IOException {
        return join(port, token, name, Lease.since(name, System.nanoTime()));
    }

    static FakeWorker join(int port, String token, String name, Lease lease) throws IOException {
        FakeWorker worker = new FakeWorker(port);
        worker.sendLine(worker.wire.write(new Hello(token, name, lease, List.of("cpu"), lease.facts())));
        return worker;
    }

    void sendLine(String line) throws IOException {
        lines.write(line);
    }

    void say(Event event) throws IOException {
        lines.write(wire.write(event));
    }

    /** The next order of this kind; searches that are asked for on the way are answered with a candidate. */
    <T extends Order> T await(Class<T> kind, String name) throws IOException {
        while (true) {
            String line = lines.read();
            if (line == null) {
                throw new IOException("the master closed the connection");
            }
            Order order = wire.readOrder(line);
            if (order instanceof Order.Seek seek) {
                say(candidate(seek.candidate(), name));
            }
            if (kind.isInstance(order)) {
                return kind.cast(order);
            }
        }
    }

    /** The next search that is asked for; it is not answered. */
    Order.Seek awaitSeek() throws IOException {
        while (true) {
            String line = lines.read();
            if (line == null) {
                throw new IOException("the master closed the connection");
            }
            if (wire.readOrder(line) instanceof Order.Seek seek) {
                return seek;
            }
        }
    }

    @Nullable
    String read() throws IOException {
        return lines.read();
    }

    static SearchEvent.CandidateProposed candidate(int number, String worker) {
        return candidate(number, worker, "digest " + number);
    }

    static SearchEvent.CandidateProposed candidate(int number, String worker, String digest) {
        Cost cost = new Cost(100, 200, 100, 0);
        return new SearchEvent.CandidateProposed(
                number, 1, "deeper", "deeper 1", worker, digest, 10, 3, cost, cost, 0.1, null);
    }

    void finish(Order.Train order) throws IOException {
        say(new SearchEvent.TrialStarted(order.trial(), order.attempt(), 1, 0, 64, 10, "float32"));
        say(new SearchEvent.EpochFinished(order.trial(), order.attempt(), 1, 0.5, 1, 1, 1, 64, 10, 1));
        say(new TrialEnded(order.trial(), order.attempt(), Outcome.FINISHED, ""));
    }

    @Override
    public void close() {
        lines.close();
    }
}
