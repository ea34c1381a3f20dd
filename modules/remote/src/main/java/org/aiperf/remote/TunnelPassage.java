package org.aiperf.remote;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.OutputStream;
import org.aiperf.remote.ConnectionException.Stage;

/** A channel through a host that we are logged in to; no port of this machine is opened for it. */
final class TunnelPassage extends Passage {
    private static final int WINDOW = 8 << 20;
    private static final int PACKET = 128 << 10;
    private static final int PROHIBITED = 1;
    private static final int CONNECT_FAILED = 2;

    private final Session through;
    private final String throughName;
    private final int connectMillis;

    TunnelPassage(Session through, String throughName, int connectMillis) {
        this.through = through;
        this.throughName = throughName;
        this.connectMillis = connectMillis;
    }

    @Override
    Opened open(String host, int port, int timeoutMillis) throws IOException {
        TimedPipe pipe = new TimedPipe();
        ChannelDirectTCPIP channel;
        OutputStream out;
        try {
            Channel opened = through.openChannel("direct-tcpip");
            if (opened == null) {
                throw fails(gone(), null);
            }
            channel = (ChannelDirectTCPIP) opened;
            channel.setHost(host);
            channel.setPort(port);
            channel.setLocalWindowSizeMax(WINDOW);
            channel.setLocalPacketSize(PACKET);
            channel.setOutputStream(new Sink(pipe));
            out = channel.getOutputStream();
        } catch (JSchException e) {
            throw fails(gone(), e);
        }
        try {
            channel.connect(connectMillis);
        } catch (JSchException e) {
            throw refused(host, port, channel.getExitStatus(), e);
        }
        return new Opened(pipe, out, new PipeSocket(pipe), () -> {
            channel.disconnect();
            pipe.close();
        });
    }

    private IOException refused(String host, int port, int reason, JSchException e) {
        String place = host + " port " + port;
        if (reason == PROHIBITED) {
            return fails(
                    Stage.CHANNEL,
                    throughName + " does not let connections through to " + place,
                    "ask its administrator for AllowTcpForwarding",
                    e);
        }
        if (!through.isConnected()) {
            return fails(gone(), e);
        }
        String why = reason == CONNECT_FAILED ? "no such host, or nothing listens" : "no answer in time";
        return fails(
                Stage.TCP,
                throughName + " cannot reach " + place + ": " + why,
                "check host and port as " + throughName + " knows them",
                e);
    }

    private Failure gone() {
        return new Failure(
                Stage.CHANNEL, "the connection to " + throughName + ", on the way, is gone", "connect again", true);
    }

    private static final class Sink extends OutputStream {
        private final TimedPipe pipe;

        Sink(TimedPipe pipe) {
            this.pipe = pipe;
        }

        @Override
        public void write(int b) {
            pipe.put(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            pipe.put(bytes, offset, length);
        }

        @Override
        public void close() {
            pipe.end();
        }
    }
}
