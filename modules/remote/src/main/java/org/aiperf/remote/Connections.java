package org.aiperf.remote;

import com.jcraft.jsch.Session;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.remote.ConnectionException.Stage;
import org.jspecify.annotations.Nullable;

/**
 * One connection to each host, shared by all who need it; hosts on the way to several nodes are logged in to once. A
 * broken connection is made anew when it is asked for. Any number of threads may ask at once; at most 8 log in to a host,
 * or through it, at the same time, because servers begin to turn away connections at 10.
 */
public final class Connections implements AutoCloseable {
    private static final int HANDSHAKES = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Connector connector;
    private final Function<String, Optional<Node>> nodes;
    private final Backoff backoff;
    private final Backoff.Pause pause;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> doors = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Connections(Connector connector, Function<String, Optional<Node>> nodes, Backoff backoff, Backoff.Pause pause) {
        this.connector = connector;
        this.nodes = nodes;
        this.backoff = backoff;
        this.pause = pause;
    }

    /** To the nodes of a cluster. Nothing is connected to yet. */
    public Connections(Connector connector, Cluster cluster) {
        this(connector, Connector.byName(cluster), Backoff.DEFAULT, Thread::sleep);
    }

    /**
     * To the nodes of a cluster, as whoever runs this program, with nobody to ask. A configuration that cannot be used is
     * told when a node is asked for.
     */
    public static Connections ofUser(Cluster cluster) {
        return ofUser(cluster, Questions.REFUSING);
    }

    /** As {@link #ofUser(Cluster)}, with somebody to ask. */
    public static Connections ofUser(Cluster cluster, Questions questions) {
        return new Connections(Connector.lenient(cluster.nodes(), questions), cluster);
    }

    /**
     * The live connection to a node. If there is none it is made, with up to 20 s of further attempts where the server
     * turned us away or cut us off while it was busy, or where it had let us in before.
     *
     * @throws ConnectionException of the last attempt; host keys, logins and configurations that are refused are not
     *     tried again
     */
    public SshConnection to(Node node) throws ConnectionException {
        return to(node, PATIENCE);
    }

    /** @param patience how long to go on trying; none tries once */
    public SshConnection to(Node node, Duration patience) throws ConnectionException {
        Route route = connector.route(node, nodes);
        Line line = line(route);
        long waited = 0;
        for (int failures = 1; ; failures++) {
            try {
                return line.connection(node);
            } catch (ConnectionException e) {
                Duration next = backoff.pause(failures, ThreadLocalRandom.current());
                waited += next.toMillis();
                if (closed || !line.mayHelp(e) || waited > patience.toMillis()) {
                    throw e;
                }
                sleep(node, next, e);
            }
        }
    }

    /**
     * The way to a node and who decided what of it. Nothing is connected to.
     *
     * @throws ConnectionException of stage CONFIGURATION
     */
    public Route way(Node node) throws ConnectionException {
        return connector.route(node, nodes);
    }

    /** Closes all of them; detached commands live on. */
    @Override
    public void close() {
        closed = true;
        lines.values().forEach(Line::close);
    }

    private void sleep(Node node, Duration duration, ConnectionException failure) throws ConnectionException {
        try {
            pause.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.addSuppressed(e);
            throw new ConnectionException(
                    node.name(), failure.stage(), "interrupted while connecting", "try again", failure);
        }
    }

    /** The login on one host, with the lines before it. */
    private final class Line {
        private final Route route;
        private final Optional<Line> before;
        private volatile @Nullable Session session;
        private @Nullable SshConnection connection;
        private boolean wasOpen;

        Line(Route route) {
            this.route = route;
            this.before = route.before().map(Connections.this::line);
        }

        synchronized SshConnection connection(Node node) throws ConnectionException {
            Session live = session();
            SshConnection current = connection;
            if (current == null || !current.isOpen()) {
                current = new SshConnection(node, live, () -> {});
                connection = current;
            }
            return current;
        }

        /** The open session; a new one if it is not open any more. */
        synchronized Session session() throws ConnectionException {
            Session current = session;
            if (current != null && current.isConnected()) {
                return current;
            }
            if (closed) {
                throw new ConnectionException(
                        route.node(), Stage.CHANNEL, "all connections are being closed", "connect again");
            }
            Optional<Session> through =
                    before.isPresent() ? Optional.of(before.get().session()) : Optional.empty();
            Semaphore door = doors.computeIfAbsent(door(), key -> new Semaphore(HANDSHAKES, true));
            acquire(door);
            try {
                current = connector.open(route, through);
            } finally {
                door.release();
            }
            session = current;
            wasOpen = true;
            if (closed) {
                current.disconnect();
            }
            return current;
        }

        private void acquire(Semaphore door) throws ConnectionException {
            try {
                door.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ConnectionException(route.node(), Stage.TCP, "interrupted while connecting", "try again", e);
            }
        }

        /** Whether a further attempt may come out differently. */
        synchronized boolean mayHelp(ConnectionException failure) {
            boolean isOutOfReach = failure.stage() == Stage.ADDRESS || failure.stage() == Stage.TCP;
            return failure.passing() || (wasOpen && isOutOfReach);
        }

        void close() {
            Session current = session;
            if (current != null) {
                current.disconnect();
            }
        }

        private String door() {
            return before.isPresent()
                    ? before.get().route.key()
                    : route.command().isPresent() ? route.key() : route.last().place();
        }
    }

    /** Not by computeIfAbsent, because a line makes those before it. */
    private Line line(Route route) {
        Line known = lines.get(route.key());
        if (known != null) {
            return known;
        }
        Line fresh = new Line(route);
        Line other = lines.putIfAbsent(route.key(), fresh);
        return other == null ? fresh : other;
    }
}
