package org.aiperf.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import org.aiperf.runs.Event;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets workers in who know the token, and turns what they send into {@link Arrival}s for the master's loop. Who does not
 * know the token is cut off at once and learns nothing. Of two workers with one place in the run the one with the newer
 * {@link Lease} holds it: the other is cut off, and when it comes again it is told to finish.
 */
final class Doorman implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Doorman.class);
    private static final Duration PATIENCE_FOR_HELLO = Duration.ofSeconds(5);

    /** Something that came over a worker's connection. */
    sealed interface Arrival {
        Guest guest();

        record Came(Guest guest, Hello hello) implements Arrival {}

        record Said(Guest guest, Event event) implements Arrival {}

        /** @param isSilent whether it is gone only because nothing was heard of it */
        record Gone(Guest guest, String reason, boolean isSilent) implements Arrival {
            Gone(Guest guest, String reason) {
                this(guest, reason, false);
            }
        }
    }

    /** A worker that was let in. */
    record Guest(String worker, Lines lines) {}

    private record Tenant(Lease lease, Optional<Guest> guest) {}

    private final ServerSocket server;
    private final byte[] token;
    private final Duration silence;
    private final BlockingQueue<Arrival> arrivals;
    private final Wire wire = new Wire();
    private final Map<String, Tenant> tenants = new HashMap<>();

    /**
     * @param silence after which a worker that sends nothing, not even a heartbeat, counts as gone
     * @param arrivals where everything goes
     */
    Doorman(InetAddress address, String token, Duration silence, BlockingQueue<Arrival> arrivals) throws IOException {
        this.server = new ServerSocket(0, 512, address);
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.silence = silence;
        this.arrivals = arrivals;
    }

    /** Makes known a lease that was given before this master was there. */
    synchronized void remember(Lease lease) {
        Tenant known = tenants.get(lease.slot());
        if (known == null || lease.isNewerThan(known.lease())) {
            tenants.put(lease.slot(), new Tenant(lease, Optional.empty()));
        }
    }

    int port() {
        return server.getLocalPort();
    }

    void open() {
        Thread.ofVirtual().name("doorman").start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException e) {
                    if (!server.isClosed()) {
                        LOG.warn("a connection could not be accepted: {}", e.getMessage());
                    }
                }
            }
        });
    }

    private void serve(Socket socket) {
        try (Lines lines = new Lines(socket)) {
            lines.expectWithin(PATIENCE_FOR_HELLO);
            String first = lines.read();
            Guest guest = first == null ? null : admit(first, lines);
            if (guest == null) {
                LOG.warn("{} was refused", lines.peer());
                return;
            }
            arrivals.add(listen(guest));
        } catch (IOException e) {
            LOG.warn("a connection ended before it was let in: {}", e.getMessage());
        }
    }

    private @Nullable Guest admit(String first, Lines lines) throws IOException {
        Hello hello = wire.readHello(first);
        if (!MessageDigest.isEqual(token, hello.token().getBytes(StandardCharsets.UTF_8))) {
            return null;
        }
        Guest guest = new Guest(hello.worker(), lines);
        if (settle(guest, hello)) {
            return guest;
        }
        // Otherwise its script would start it again and again, on a node that Slurm thinks nobody uses.
        lines.write(wire.write(new Order.Finish("its place was given to another")));
        return null;
    }

    /** Gives the worker its place, unless a newer lease is known for it. */
    private synchronized boolean settle(Guest guest, Hello hello) {
        Tenant before = tenants.get(hello.lease().slot());
        if (before != null && before.lease().isNewerThan(hello.lease())) {
            LOG.warn("{} came with {}, but its place was given to {}", hello.worker(), hello.lease(), before.lease());
            return false;
        }
        tenants.put(hello.lease().slot(), new Tenant(hello.lease(), Optional.of(guest)));
        if (before != null && before.guest().isPresent()) {
            Guest old = before.guest().get();
            arrivals.add(new Arrival.Gone(old, "its place was given to " + hello.worker(), true));
            old.lines().close();
        }
        arrivals.add(new Arrival.Came(guest, hello));
        return true;
    }

    private Arrival.Gone listen(Guest guest) {
        try {
            guest.lines().expectWithin(silence);
            for (String line = guest.lines().read();
                    line != null;
                    line = guest.lines().read()) {
                if (!line.isEmpty()) {
                    arrivals.add(new Arrival.Said(guest, wire.readEvent(line)));
                }
            }
            return new Arrival.Gone(guest, "its connection was closed");
        } catch (SocketTimeoutException e) {
            return new Arrival.Gone(guest, "nothing was heard of it for " + silence.toSeconds() + " s", true);
        } catch (IOException e) {
            return new Arrival.Gone(guest, "its connection broke: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
