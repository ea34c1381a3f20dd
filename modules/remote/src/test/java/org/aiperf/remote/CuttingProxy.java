package org.aiperf.remote;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP connection in two halves with a hand on it: it ends, or falls silent, where a test wants it to. The server's
 * packets are counted up to its NEWKEYS; what follows is encrypted, and bytes are counted.
 */
final class CuttingProxy implements AutoCloseable {
    private static final int KEXINIT = 20;
    private static final int NEWKEYS = 21;

    /** Where a connection that is being made is cut. */
    enum Cut {
        NEVER,
        BEFORE_THE_BANNER,
        WITHIN_THE_BANNER,
        AFTER_THE_BANNER,
        AFTER_THE_FIRST_PACKET,
        WITHIN_THE_KEY,
        AFTER_NEW_KEYS,
        IN_THE_LOGIN
    }

    private final ServerSocket server;
    private final int target;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile Cut cut;
    private volatile long bytesLeft = Long.MAX_VALUE;
    private volatile boolean cutByClient;
    private volatile boolean silent;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicLong clientBytes = new AtomicLong();
    private final Thread accepting = Thread.ofVirtual().unstarted(this::accept);

    private CuttingProxy(ServerSocket server, int target, Cut cut) {
        this.server = server;
        this.target = target;
        this.cut = cut;
    }

    static CuttingProxy before(int port, Cut cut) throws IOException {
        CuttingProxy proxy = new CuttingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port, cut);
        proxy.accepting.start();
        return proxy;
    }

    /** One that listens where another one did. */
    static CuttingProxy at(int port, int target) throws IOException {
        CuttingProxy proxy =
                new CuttingProxy(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), target, Cut.NEVER);
        proxy.accepting.start();
        return proxy;
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many connections came. */
    int accepted() {
        return accepted.get();
    }

    /** How many bytes clients have sent. */
    long clientBytes() {
        return clientBytes.get();
    }

    /** For connections to come. */
    void cutAt(Cut where) {
        cut = where;
    }

    /** Ends the open connections once the server has sent so many bytes more. */
    void cutAfterServerBytes(long bytes) {
        cutByClient = false;
        bytesLeft = bytes;
    }

    /** Ends the open connections once the client has sent so many bytes more. */
    void cutAfterClientBytes(long bytes) {
        cutByClient = true;
        bytesLeft = bytes;
    }

    /** Nothing passes any more, and nobody is told. */
    void fallSilent() {
        silent = true;
    }

    void cutNow() {
        open.forEach(CuttingProxy::closeQuietly);
        open.clear();
    }

    /** Connections pass again. */
    void heal() {
        cut = Cut.NEVER;
        bytesLeft = Long.MAX_VALUE;
        silent = false;
    }

    /** Nothing answers any more. */
    void stop() throws IOException {
        server.close();
        try {
            // A thread that waits for a connection may still accept one more.
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cutNow();
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                accepted.incrementAndGet();
                open.add(client);
                if (cut == Cut.BEFORE_THE_BANNER) {
                    client.close();
                    continue;
                }
                Socket onward = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(onward);
                Thread.ofVirtual().start(() -> pass(client, onward, true));
                Thread.ofVirtual().start(() -> handshake(onward, client));
            } catch (IOException closed) {
                // The test is over, or the server is gone.
            }
        }
    }

    /** The server's half, up to its NEWKEYS packet by packet. */
    private void handshake(Socket from, Socket to) {
        try {
            DataInputStream in = new DataInputStream(from.getInputStream());
            OutputStream out = to.getOutputStream();
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c >= 0; c = in.read()) {
                line.append((char) c);
                out.write(c);
                if (cut == Cut.WITHIN_THE_BANNER && line.length() == 6) {
                    throw new IOException("cut");
                }
                if (c == '\n') {
                    break;
                }
            }
            cutIf(Cut.AFTER_THE_BANNER);
            int type = 0;
            while (type != NEWKEYS) {
                int length = in.readInt();
                byte[] packet = in.readNBytes(length);
                type = packet[1];
                boolean half = cut == Cut.WITHIN_THE_KEY && type != KEXINIT;
                out.write(
                        new byte[] {(byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length});
                out.write(packet, 0, half ? length / 2 : length);
                out.flush();
                if (half) {
                    throw new IOException("cut");
                }
                cutIf(Cut.AFTER_THE_FIRST_PACKET);
            }
            cutIf(Cut.AFTER_NEW_KEYS);
            if (cut == Cut.IN_THE_LOGIN) {
                cutAfterServerBytes(100);
            }
        } catch (IOException e) {
            closeQuietly(from);
            closeQuietly(to);
            return;
        }
        pass(from, to, false);
    }

    private void cutIf(Cut here) throws IOException {
        if (cut == here) {
            throw new IOException("cut");
        }
    }

    private void pass(Socket from, Socket to, boolean isClient) {
        byte[] buffer = new byte[16 << 10];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (silent) {
                    continue;
                }
                clientBytes.addAndGet(isClient ? read : 0);
                long left = isClient == cutByClient ? bytesLeft : Long.MAX_VALUE;
                out.write(buffer, 0, (int) Math.min(left, read));
                if (left <= read) {
                    bytesLeft = Long.MAX_VALUE;
                    cutNow();
                } else if (left != Long.MAX_VALUE) {
                    bytesLeft = left - read;
                }
            }
        } catch (IOException cutOff) {
            // By us, or by one of the two.
        }
        closeQuietly(from);
        closeQuietly(to);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // That is what was wanted.
        }
    }
}
