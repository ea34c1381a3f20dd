package org.aiperf.remote;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aiperf.cluster.Node;
import org.aiperf.remote.ConnectionException.Stage;
import org.jspecify.annotations.Nullable;

/**
 * An authenticated SSH connection to one node. Host keys are checked strictly, and there is no way around it. A peer
 * that stays silent for about 15 s is given up.
 *
 * <p>Any number of threads may use it at once; at most 9 channels are open at a time, because servers allow 10 by
 * default. 2 of them are for {@link RemoteTail}s, and 3 wait for the next command or file.
 */
public final class SshConnection implements AutoCloseable {
    private static final Duration DETACH_LIMIT = Duration.ofSeconds(30);
    private static final Duration MOST_TO_MAKE_ROOM = Duration.ofSeconds(2);
    private static final long ROOM_POLL_MILLIS = 20;
    private static final int SHELLS_KEPT = 2;
    private static final int SFTPS_KEPT = 1;

    private final Node node;
    private final Session session;
    private final ChannelLimit limit;
    private final Reused<RemoteShell> shells;
    private final Reused<SftpChannel> sftps;
    private final RemoteFiles files;
    private final Runnable afterwards;

    /** @param afterwards is run when it is closed */
    SshConnection(Node node, Session session, Runnable afterwards) {
        this.node = node;
        this.session = session;
        this.afterwards = afterwards;
        this.limit = new ChannelLimit(node.name());
        this.shells = new Reused<>(node.name(), SHELLS_KEPT, () -> withRoom(() -> RemoteShell.open(this)));
        this.sftps = new Reused<>(node.name(), SFTPS_KEPT, () -> withRoom(() -> SftpChannel.open(this)));
        this.files = new RemoteFiles(this);
    }

    /**
     * Connects and logs in, with the user's configuration, and with nobody to ask. The connection is not shared;
     * {@link Connections} shares them, and knows nodes that are reached through others.
     *
     * @throws ConnectionException with the stage it came to; nothing stays open then
     */
    public static SshConnection open(Node node) throws ConnectionException {
        Connector connector = Connector.lenient(List.of(node), Questions.REFUSING);
        Connections own = new Connections(connector, name -> Optional.empty(), Backoff.DEFAULT, Thread::sleep);
        try {
            SshConnection shared = own.to(node, Duration.ZERO);
            return new SshConnection(node, shared.session, own::close);
        } catch (ConnectionException | RuntimeException e) {
            own.close();
            throw e;
        }
    }

    public Node node() {
        return node;
    }

    /** Whether the connection still stood when it was last heard of. */
    public boolean isOpen() {
        return session.isConnected();
    }

    /** The files of the node. */
    public RemoteFiles files() {
        return files;
    }

    /**
     * Runs a command and waits for its end; an exit code other than 0 is a result, not an error. The server may leave
     * a command that ran out of time running.
     *
     * @param timeout counts from when a channel is there; login scripts, where one is opened for this, are included
     * @throws ConnectionException of stage CHANNEL if it could not be started; of stage COMMAND if it ran out of time,
     *     printed more than 16 MiB to one stream, or the connection broke
     */
    public Completed run(RemoteCommand command, Duration timeout) throws ConnectionException {
        return on(shells, shell -> shell.run(command, timeout));
    }

    /**
     * Starts a command that lives on after this connection, in a session and process group of its own: standard input
     * is empty, both outputs are appended to the log. Returns once the process exists and its pid file is written.
     *
     * @param remoteLogFile made with mode 0600 if missing
     * @param remotePidFile replaced; holds the decimal process id, which is also the process group's
     * @throws ConnectionException of stage COMMAND also if there is no such program or a file cannot be written
     */
    public void startDetached(RemoteCommand command, String remoteLogFile, String remotePidFile)
            throws ConnectionException {
        List<String> arguments = new ArrayList<>(List.of(remoteLogFile, remotePidFile));
        arguments.addAll(command.arguments());
        Completed started = run(RemoteCommand.script(Script.DETACH.text(), arguments), DETACH_LIMIT);
        if (!started.succeeded()) {
            throw failed(
                    Stage.COMMAND,
                    command.program() + " could not be started: " + OneLine.of(started.err()),
                    "check that it is installed there and that " + remoteLogFile + " can be written",
                    null);
        }
    }

    /** Where a server allows fewer channels than usual, those that wait for the next use make room. */
    <C> C withRoom(Reused.Opening<C> opening) throws ConnectionException {
        long deadline = System.nanoTime() + MOST_TO_MAKE_ROOM.toNanos();
        while (true) {
            try {
                return opening.open();
            } catch (ConnectionException e) {
                // The server counts a closed channel until its process has ended.
                if (!wasRefused(e) || System.nanoTime() - deadline > 0 || !hasSlept()) {
                    throw e;
                }
                shells.closeIdle();
                sftps.closeIdle();
            }
        }
    }

    /** Whether it is the number of channels that the server minds; JSch has no other word for that. */
    private static boolean wasRefused(ConnectionException e) {
        return e.getCause() instanceof JSchException cause
                && String.valueOf(cause.getMessage()).startsWith("channel is not opened");
    }

    private static boolean hasSlept() {
        try {
            Thread.sleep(ROOM_POLL_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What is done on a channel. */
    interface Use<C, T> {
        T on(C channel) throws ConnectionException;
    }

    /** Does something with the files of the node. */
    <T> T onFiles(Use<SftpChannel, T> use) throws ConnectionException {
        return on(sftps, use);
    }

    private <C extends Reused.Channel, T> T on(Reused<C> channels, Use<C, T> use) throws ConnectionException {
        ChannelLimit.Permit permit = limit.operation();
        try {
            C channel = channels.take();
            boolean isInOrder = false;
            try {
                T result = use.on(channel);
                isInOrder = true;
                return result;
            } finally {
                if (isInOrder) {
                    channels.giveBack(channel);
                } else {
                    channel.close();
                }
            }
        } finally {
            permit.release();
        }
    }

    /** Closes every channel; detached commands live on. */
    @Override
    public void close() {
        session.disconnect();
        afterwards.run();
    }

    Session session() {
        return session;
    }

    /** A channel that is still to be connected. */
    Channel channel(String type) throws JSchException {
        Channel channel = session.openChannel(type);
        if (channel == null) {
            // JSch says nothing else when the connection breaks at this moment.
            throw new JSchException("the connection broke");
        }
        return channel;
    }

    ChannelLimit limit() {
        return limit;
    }

    ConnectionException failed(Stage stage, String what, String fix, @Nullable Throwable cause) {
        return new ConnectionException(node.name(), stage, what, fix, cause);
    }

    ConnectionException noChannel(JSchException cause) {
        return session.isConnected()
                ? failed(
                        Stage.CHANNEL,
                        "the server opens no further channel: " + OneLine.reason(cause),
                        "check that the node still answers, and MaxSessions in its sshd_config",
                        cause)
                : failed(Stage.CHANNEL, "the connection is gone", "connect again", cause);
    }
}
