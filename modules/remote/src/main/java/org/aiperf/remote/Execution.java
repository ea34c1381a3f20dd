package org.aiperf.remote;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Map;
import org.aiperf.remote.ConnectionException.Stage;
import org.jspecify.annotations.Nullable;

/** One command on one channel, from its start to its exit code. */
final class Execution {
    private static final int MOST_OUTPUT = 16 << 20;
    private static final long LONGEST_NAP_MILLIS = 20;
    private static final int SIGNALLED = 128;
    private static final Map<String, Integer> SIGNALS = Map.ofEntries(
            Map.entry("HUP", 1),
            Map.entry("INT", 2),
            Map.entry("QUIT", 3),
            Map.entry("ILL", 4),
            Map.entry("ABRT", 6),
            Map.entry("FPE", 8),
            Map.entry("KILL", 9),
            Map.entry("USR1", 10),
            Map.entry("SEGV", 11),
            Map.entry("USR2", 12),
            Map.entry("PIPE", 13),
            Map.entry("ALRM", 14),
            Map.entry("TERM", 15));

    private final SshConnection connection;
    private final RemoteCommand command;
    private final Duration timeout;
    private final BoundedOutput out = new BoundedOutput(MOST_OUTPUT);
    private final BoundedOutput err = new BoundedOutput(MOST_OUTPUT);

    Execution(SshConnection connection, RemoteCommand command, Duration timeout) {
        this.connection = connection;
        this.command = command;
        this.timeout = timeout;
    }

    Completed complete() throws ConnectionException {
        ChannelExec channel = open();
        try {
            await(channel);
            return new Completed(exitCode(channel), out.text(), err.text());
        } finally {
            channel.disconnect();
        }
    }

    private ChannelExec open() throws ConnectionException {
        try {
            ChannelExec channel = (ChannelExec) connection.channel("exec");
            channel.setCommand(command.line());
            channel.setInputStream(new ByteArrayInputStream(command.input()));
            channel.setOutputStream(out);
            channel.setErrStream(err);
            ChannelOpening.connect(channel);
            return channel;
        } catch (JSchException e) {
            throw connection.noChannel(e);
        }
    }

    /** JSch tells nobody when a channel closes, so this looks, often at first and then every 20 ms. */
    private void await(ChannelExec channel) throws ConnectionException {
        long deadline = System.nanoTime() + timeout.toNanos();
        long nap = 1;
        while (!channel.isClosed()) {
            if (out.overflowed() || err.overflowed()) {
                stop(channel);
                throw failed("printed more than 16 MiB", "let it write to a file", null);
            }
            if (System.nanoTime() - deadline > 0) {
                stop(channel);
                throw failed(
                        "did not end within " + timeout.toMillis() + " ms", "see what it is waiting for there", null);
            }
            try {
                Thread.sleep(nap);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop(channel);
                throw failed("was interrupted", "run it again", e);
            }
            nap = Math.min(LONGEST_NAP_MILLIS, nap + 1);
        }
        if (out.overflowed() || err.overflowed()) {
            throw failed("printed more than 16 MiB", "let it write to a file", null);
        }
    }

    private int exitCode(ChannelExec channel) throws ConnectionException {
        String signal = channel.getExitSignal();
        if (channel.getExitStatus() >= 0) {
            return channel.getExitStatus();
        }
        if (signal != null && !signal.isEmpty()) {
            return SIGNALLED + SIGNALS.getOrDefault(signal, 127);
        }
        throw failed("was cut off with the connection", "connect again and see whether it still runs", null);
    }

    private static void stop(ChannelExec channel) {
        try {
            channel.sendSignal("TERM");
        } catch (Exception connectionGone) {
            // The channel is closed next, which is all that can be done then.
        }
    }

    private ConnectionException failed(String what, String fix, @Nullable Throwable cause) {
        return connection.failed(Stage.COMMAND, command.program() + " " + what, fix, cause);
    }
}
