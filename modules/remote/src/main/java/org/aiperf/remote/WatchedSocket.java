package org.aiperf.remote;

import com.jcraft.jsch.SocketFactory;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/** Opens the socket of a connection, within a time limit, and remembers how far the server's answer came. */
final class WatchedSocket implements SocketFactory {
    private static final int CONNECT_MILLIS = 10_000;
    private static final byte[] BANNER = {'S', 'S', 'H', '-'};

    private boolean resolved;
    private boolean connected;
    private boolean greeted;

    boolean resolved() {
        return resolved;
    }

    boolean connected() {
        return connected;
    }

    /** Whether a line starting with {@code SSH-} has arrived. */
    boolean greeted() {
        return greeted;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        resolved = true;
        IOException failure = new UnknownHostException(host);
        for (InetAddress address : addresses) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
                connected = true;
                return socket;
            } catch (IOException e) {
                failure = e;
                socket.close();
            }
        }
        throw failure;
    }

    @Override
    public InputStream getInputStream(Socket socket) throws IOException {
        return new BannerWatch(socket.getInputStream());
    }

    @Override
    public OutputStream getOutputStream(Socket socket) throws IOException {
        return socket.getOutputStream();
    }

    private final class BannerWatch extends FilterInputStream {
        private int column;
        private int matched;

        BannerWatch(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                see((byte) read);
            }
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            for (int i = 0; i < read && !greeted; i++) {
                see(buffer[offset + i]);
            }
            return read;
        }

        private void see(byte b) {
            if (greeted) {
                return;
            }
            if (b == '\n') {
                column = 0;
                matched = 0;
                return;
            }
            if (column < BANNER.length && b == BANNER[column]) {
                matched++;
            }
            column++;
            greeted = matched == BANNER.length;
        }
    }
}
