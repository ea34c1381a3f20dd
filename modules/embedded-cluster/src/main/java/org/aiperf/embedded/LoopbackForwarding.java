package org.aiperf.embedded;

import java.util.regex.Pattern;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.forward.TcpForwardingFilter;

/** Lets a client reach this machine's own loopback interface, and nothing else; nobody may listen here. */
final class LoopbackForwarding implements TcpForwardingFilter {
    // A name is not enough: 127.0.0.1.example.org may resolve to anything.
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|::1|localhost");

    @Override
    public boolean canListen(SshdSocketAddress address, Session session) {
        return false;
    }

    @Override
    public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
        return type == Type.Direct && isLoopback(address.getHostName());
    }

    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }
}
