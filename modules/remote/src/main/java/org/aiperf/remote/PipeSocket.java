package org.aiperf.remote;

import java.net.Socket;

/** What JSch asks a socket for, where there is none: time limits of reading. */
final class PipeSocket extends Socket {
    private final TimedPipe pipe;

    PipeSocket(TimedPipe pipe) {
        this.pipe = pipe;
    }

    @Override
    public void setSoTimeout(int millis) {
        pipe.setTimeout(millis);
    }

    @Override
    public int getSoTimeout() {
        return pipe.timeout();
    }

    @Override
    public void close() {
        pipe.close();
    }
}
