package org.aiperf.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a client and a server on 127.0.0.1: counts what they say to each other, and can cut their connections
 * as a failing network does.
 */
public final class LoopbackRelay implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    private final ServerSocket door;
    private final int target;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile long cutAfter = Long.MAX_VALUE;

    private LoopbackRelay(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    /** Accepts connections from now on, each of which goes to the target port of 127.0.0.1. */
    public static LoopbackRelay to(int target) throws IOException {
        LoopbackRelay relay = new LoopbackRelay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        Thread.startVirtualThread(relay::accept);
        return relay;
    }

    public int port() {
        return door.getLocalPort();
    }

    /** The bytes that went from clients to the server so far, of all connections. */
    public long sentBytes() {
        return sent.get();
    }

    /** The bytes that came back. */
    public long receivedBytes() {
        return received.get();
    }

    /** Cuts every connection once clients have sent so many bytes from now on, and those that follow at once. */
    public void cutAfter(long bytes) {
        cutAfter = sent.get() + bytes;
    }

    /** Lets connections live again. */
    public void mend() {
        cutAfter = Long.MAX_VALUE;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                open.add(client);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(server);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Thread.startVirtualThread(() -> copy(client, server, sent));
                Thread.startVirtualThread(() -> copy(server, client, received));
            } catch (IOException closedOrServerGone) {
                // The client sees its connection refused or broken, which is what a relay is for.
            }
        }
    }

    private void copy(Socket from, Socket to, AtomicLong count) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                count.addAndGet(n);
                if (sent.get() > cutAfter) {
                    return;
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException closed) {
            // One side has left; the other is told by the close.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
