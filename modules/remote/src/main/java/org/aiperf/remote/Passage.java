package org.aiperf.remote;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.SocketFactory;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import org.aiperf.remote.ConnectionException.Stage;
import org.jspecify.annotations.Nullable;

/**
 * What carries the bytes to one host: a TCP connection, a channel through the host before, or a command. It is used
 * once, and remembers how far it came.
 */
abstract class Passage implements Proxy {
    private static final byte[] BANNER = {'S', 'S', 'H', '-'};

    private @Nullable Opened opened;
    private @Nullable Failure failure;
    private final BoundedOutput heard = new BoundedOutput(200);
    private boolean greeting;
    private boolean greeted;

    /** An open connection. */
    record Opened(InputStream in, OutputStream out, Socket socket, AutoCloseable closer) {}

    /**
     * Why there is none.
     *
     * @param passing whether it may go well a little later
     */
    record Failure(Stage stage, String what, String fix, boolean passing) {}

    /** Opens it, or {@link #fails}. */
    abstract Opened open(String host, int port, int timeoutMillis) throws IOException;

    /** To be thrown by {@link #open}. */
    final IOException fails(Stage stage, String what, String fix, @Nullable Throwable cause) {
        return fails(new Failure(stage, what, fix, false), cause);
    }

    final IOException fails(Failure why, @Nullable Throwable cause) {
        failure = why;
        return new IOException(why.what(), cause);
    }

    /** Why it could not be opened. */
    final Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether a whole line starting with {@code SSH-} has arrived. */
    final boolean greeted() {
        return greeted;
    }

    /** What was said instead of a greeting; one line, empty if nothing was. */
    final String heard() {
        return greeted || greeting ? "" : OneLine.of(heard.text());
    }

    /** What else is known about why it ended; one line, empty if nothing is. */
    String lastWords() {
        return "";
    }

    @Override
    public final void connect(@Nullable SocketFactory none, String host, int port, int timeout) throws Exception {
        try {
            opened = open(host, port, timeout);
        } catch (IOException e) {
            throw new JSchException(OneLine.reason(e), e);
        }
    }

    @Override
    public final InputStream getInputStream() {
        return new BannerWatch(opened().in());
    }

    @Override
    public final OutputStream getOutputStream() {
        return opened().out();
    }

    @Override
    public final Socket getSocket() {
        return opened().socket();
    }

    @Override
    public final void close() {
        Opened current = opened;
        if (current == null) {
            return;
        }
        try {
            current.closer().close();
        } catch (Exception e) {
            // It is gone, which is what was wanted.
        }
    }

    private Opened opened() {
        Opened current = opened;
        if (current == null) {
            throw new IllegalStateException("not open");
        }
        return current;
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
            heard.write(b);
            if (b == '\n') {
                greeted = greeting;
                column = 0;
                matched = 0;
                return;
            }
            if (column < BANNER.length && b == BANNER[column]) {
                matched++;
            }
            column++;
            greeting |= matched == BANNER.length;
        }
    }
}
