package org.aiperf.bench.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands on 127.0.0.1 between clients and the SSH server of a master, and cuts their conversations at a stage of the
 * protocol. It reads what anybody on the way could read; the server lets nothing but AES-GCM through, which leaves lengths
 * readable.
 */
final class CuttingRelay implements AutoCloseable {
    private static final int BUFFER = 64 << 10;
    private static final int PATIENCE_MILLIS = 10_000;

    /** USERAUTH_SUCCESS is the only thing so short that a server says before anybody is logged in. */
    private static final int SUCCESS_LENGTH = 16;

    /** A packet that carries a part of a file; commands and their input are shorter. */
    private static final int FILE_LENGTH = 12 << 10;

    /** Where a conversation ends. */
    enum Cut {
        /** Nothing listens. */
        TCP,
        /** Before the server says what it is. */
        BANNER,
        /** Before the client sends its half of the key. */
        KEY_EXCHANGE,
        /** Before the client says who it is. */
        AUTHENTICATION,
        /** Logged in, before the first channel. */
        CHANNEL,
        /** Some packets later, when commands are given. */
        COMMAND,
        /** In the middle of the first file that is sent. */
        TRANSFER,
        /** While a log is read. */
        DOWNLOAD
    }

    private final InetSocketAddress server;
    private final Set<Conversation> open = ConcurrentHashMap.newKeySet();
    private ServerSocket door;
    private volatile @Nullable Cut cut;
    private volatile int packets;
    private volatile int times;

    private CuttingRelay(ServerSocket door, InetSocketAddress server) {
        this.door = door;
        this.server = server;
    }

    static CuttingRelay to(InetSocketAddress server) throws IOException {
        CuttingRelay relay = new CuttingRelay(listen(0), server);
        relay.serve();
        return relay;
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket door = new ServerSocket();
        door.setReuseAddress(true);
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        return door;
    }

    private void serve() {
        ServerSocket serving = door;
        Thread.ofVirtual().name("relay").start(() -> {
            while (!serving.isClosed()) {
                try {
                    Socket client = serving.accept();
                    Thread.startVirtualThread(() -> new Conversation(client).begin());
                } catch (IOException e) {
                    // Closed: nobody is let in any more.
                }
            }
        });
    }

    int port() {
        return door.getLocalPort();
    }

    /**
     * Cuts conversations from now on; those that go on are cut at once.
     *
     * @param packets for a command: after so many packets of the client; for a download: of the server
     * @param times how many conversations in a row, before the way is free again by itself
     */
    synchronized void cut(Cut where, int packets, int times) throws IOException {
        this.packets = packets;
        this.times = times;
        this.cut = where;
        if (where == Cut.TCP) {
            door.close();
        }
        dropAll();
    }

    /** How many conversations are still to be cut. */
    int left() {
        return times;
    }

    /** Ends every conversation that goes on, as a network does that is gone. */
    void dropAll() {
        open.forEach(Conversation::end);
    }

    /** The way is free. */
    synchronized void mend() throws IOException {
        cut = null;
        times = 0;
        if (door.isClosed()) {
            door = listen(door.getLocalPort());
            serve();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        dropAll();
    }

    private final class Conversation {
        private final Socket client;
        private final Socket target = new Socket();
        private volatile boolean loggedIn;
        private final AtomicInteger fromClient = new AtomicInteger();
        private final AtomicInteger fromServer = new AtomicInteger();
        private volatile boolean over;

        Conversation(Socket client) {
            this.client = client;
        }

        void begin() {
            open.add(this);
            try {
                target.connect(server, PATIENCE_MILLIS);
                client.setTcpNoDelay(true);
                target.setTcpNoDelay(true);
                Thread up = Thread.startVirtualThread(() -> pump(client, target, new SshPackets(this::ofClient)));
                pump(target, client, new SshPackets(this::ofServer));
                up.join();
            } catch (IOException | InterruptedException e) {
                // Either side is gone, and so is the other.
            } finally {
                end();
            }
        }

        private void pump(Socket from, Socket to, SshPackets packets) {
            byte[] buffer = new byte[BUFFER];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    int passed = packets.accept(buffer, count);
                    out.write(buffer, 0, passed);
                    if (passed < count || over) {
                        break;
                    }
                }
            } catch (IOException e) {
                // Either side is gone, and so is the other.
            } finally {
                end();
            }
        }

        private boolean ofServer(SshPackets.Packet packet) {
            if (packet.isEncrypted()) {
                if (loggedIn) {
                    fromServer.incrementAndGet();
                }
                loggedIn |= packet.length() == SUCCESS_LENGTH;
            }
            return !isDue(Cut.BANNER, packet.isBanner()) && !isDue(Cut.DOWNLOAD, fromServer.get() > packets);
        }

        private boolean ofClient(SshPackets.Packet packet) {
            if (packet.isEncrypted() && loggedIn) {
                fromClient.incrementAndGet();
            }
            return !isDue(Cut.KEY_EXCHANGE, packet.number() == SshPackets.KEX_FIRST)
                    && !isDue(Cut.AUTHENTICATION, packet.isEncrypted() && !loggedIn)
                    && !isDue(Cut.CHANNEL, fromClient.get() == 1)
                    && !isDue(Cut.COMMAND, fromClient.get() > packets)
                    && !isDue(Cut.TRANSFER, packet.isEncrypted() && packet.length() > FILE_LENGTH);
        }

        private boolean isDue(Cut where, boolean isThere) {
            if (cut != where || !isThere) {
                return false;
            }
            synchronized (CuttingRelay.this) {
                if (times > 0) {
                    times--;
                }
                if (times == 0) {
                    cut = null;
                }
            }
            over = true;
            return true;
        }

        void end() {
            open.remove(this);
            for (Socket socket : new Socket[] {client, target}) {
                try {
                    socket.close();
                } catch (IOException e) {
                    // It was closed.
                }
            }
        }
    }
}
