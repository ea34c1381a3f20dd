package org.aiperf.remote;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;

/** Opens channels, and gives up at once when their connection breaks: JSch by itself waits for the answer to the end. */
final class ChannelOpening {
    private static final int OPEN_MILLIS = 15_000;
    private static final long LOOK_MILLIS = 20;

    private ChannelOpening() {}

    /** @throws JSchException if the other side does not let it, does not answer in 15 s, or is gone */
    static void connect(Channel channel) throws JSchException {
        Session session = channel.getSession();
        Thread watch = Thread.startVirtualThread(() -> wakeOnceGone(channel, session));
        try {
            channel.connect(OPEN_MILLIS);
        } finally {
            watch.interrupt();
        }
    }

    /** Until it is interrupted. */
    private static void wakeOnceGone(Channel channel, Session session) {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                if (!session.isConnected()) {
                    synchronized (channel) {
                        channel.notifyAll();
                    }
                }
            }
        } catch (InterruptedException opened) {
            Thread.currentThread().interrupt();
        }
    }
}
