package org.aiperf.remote;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.aiperf.remote.ConnectionException.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A POSIX shell on a channel of its own that runs one command after another. Commands are programs, which read nothing,
 * see the environment that a login gives, and leave nothing to the next one. A shell whose command did not end is of no further use.
 */
final class RemoteShell implements Reused.Channel {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] PROGRAM = "sh".getBytes(StandardCharsets.US_ASCII);
    private static final int MARK_BYTES = 16;
    private static final int MOST_OUTPUT = 16 << 20;
    private static final long LONGEST_NAP_MILLIS = 20;
    private static final Duration MOST_TO_BREAK = Duration.ofMillis(200);

    private final SshConnection connection;
    private final ChannelExec channel;
    private final OutputStream commands;
    private final MarkedOutput out;
    private final MarkedOutput err;

    private RemoteShell(
            SshConnection connection, ChannelExec channel, OutputStream commands, MarkedOutput out, MarkedOutput err) {
        this.connection = connection;
        this.channel = channel;
        this.commands = commands;
        this.out = out;
        this.err = err;
    }

    static RemoteShell open(SshConnection connection) throws ConnectionException {
        MarkedOutput out = new MarkedOutput(MOST_OUTPUT);
        MarkedOutput err = new MarkedOutput(MOST_OUTPUT);
        try {
            ChannelExec channel = (ChannelExec) connection.channel("exec");
            channel.setCommand(PROGRAM);
            channel.setOutputStream(out);
            channel.setErrStream(err);
            OutputStream commands = channel.getOutputStream();
            ChannelOpening.connect(channel);
            return new RemoteShell(connection, channel, commands, out, err);
        } catch (JSchException e) {
            throw connection.noChannel(e);
        } catch (IOException e) {
            throw connection.noChannel(new JSchException(String.valueOf(e.getMessage()), e));
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isConnected() && !channel.isClosed();
    }

    @Override
    public void close() {
        channel.disconnect();
    }

    /** Runs a command to its end. After an exception the shell is to be closed. */
    Completed run(RemoteCommand command, Duration timeout) throws ConnectionException {
        byte[] random = new byte[MARK_BYTES];
        RANDOM.nextBytes(random);
        String mark = HexFormat.of().formatHex(random);
        out.expect(mark);
        err.expect(mark);
        try {
            commands.write(MarkedOutput.marked(command.line(), mark).getBytes(StandardCharsets.UTF_8));
            commands.flush();
        } catch (IOException e) {
            throw cutOff(command, e);
        }
        await(command, timeout);
        return new Completed(out.code().orElseThrow(), out.text(), err.text());
    }

    /** JSch tells nobody when something came in, so this looks, often at first and then every 20 ms. */
    private void await(RemoteCommand command, Duration timeout) throws ConnectionException {
        long deadline = System.nanoTime() + timeout.toNanos();
        long nap = 1;
        while (out.code().isEmpty() || err.code().isEmpty()) {
            if (out.overflowed() || err.overflowed()) {
                stop();
                throw failed(command, "printed more than 16 MiB", "let it write to a file", null);
            }
            if (channel.isClosed() && (out.code().isEmpty() || err.code().isEmpty())) {
                throw cutOff(command, null);
            }
            if (System.nanoTime() - deadline > 0) {
                stop();
                throw failed(
                        command,
                        "did not end within " + timeout.toMillis() + " ms",
                        "see what it is waiting for there",
                        null);
            }
            try {
                Thread.sleep(nap);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop();
                throw failed(command, "was interrupted", "run it again", e);
            }
            nap = Math.min(LONGEST_NAP_MILLIS, nap + 1);
        }
        if (out.overflowed() || err.overflowed()) {
            throw failed(command, "printed more than 16 MiB", "let it write to a file", null);
        }
    }

    private void stop() {
        try {
            channel.sendSignal("TERM");
        } catch (Exception connectionGone) {
            // The channel is closed next, which is all that can be done then.
        }
    }

    private ConnectionException cutOff(RemoteCommand command, @Nullable Throwable cause) {
        awaitEndOfConnection();
        return failed(command, "was cut off with the connection", "connect again and see whether it still runs", cause);
    }

    /** JSch closes the channels of a broken connection first, and then says that it is broken. */
    private void awaitEndOfConnection() {
        long deadline = System.nanoTime() + MOST_TO_BREAK.toNanos();
        try {
            while (connection.isOpen() && System.nanoTime() - deadline < 0) {
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ConnectionException failed(RemoteCommand command, String what, String fix, @Nullable Throwable cause) {
        return connection.failed(Stage.COMMAND, command.program() + " " + what, fix, cause);
    }
}
