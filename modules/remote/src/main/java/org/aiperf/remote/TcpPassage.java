package org.aiperf.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.aiperf.remote.ConnectionException.Stage;

/** A TCP connection to the first address of a host that answers. */
final class TcpPassage extends Passage {
    private final int connectMillis;

    TcpPassage(int connectMillis) {
        this.connectMillis = connectMillis;
    }

    @Override
    Opened open(String host, int port, int timeoutMillis) throws IOException {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw fails(Stage.ADDRESS, "there is no address for " + host, "check the host name", e);
        }
        IOException failure = new UnknownHostException(host);
        for (InetAddress address : addresses) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), connectMillis);
                socket.setTcpNoDelay(true);
                return new Opened(socket.getInputStream(), socket.getOutputStream(), socket, socket);
            } catch (IOException e) {
                failure = e;
                socket.close();
            }
        }
        String reason = failure instanceof SocketTimeoutException ? "no answer in time" : OneLine.reason(failure);
        throw fails(
                Stage.TCP,
                "nothing answers at " + host + " port " + port + ": " + reason,
                "check host and port, and that an SSH server runs there",
                failure);
    }
}
