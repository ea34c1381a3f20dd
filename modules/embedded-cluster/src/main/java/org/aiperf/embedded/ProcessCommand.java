package org.aiperf.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** {@code bash -c COMMAND} as a process of this machine, with the streams and the exit code of an SSH channel. */
final class ProcessCommand implements Command {
    private static final String SHELL = Files.isExecutable(Path.of("/bin/bash")) ? "bash" : "sh";
    private static final Pattern OF_THE_MACHINE =
            Pattern.compile("PATH|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|LD_LIBRARY_PATH");
    private static final int COULD_NOT_WAIT = 255;
    private static final int BUFFER = 64 << 10;

    private final String command;
    private final Path home;
    private final Map<String, String> environment;
    private final RunningProcesses processes;

    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private @Nullable ExitCallback exit;
    private volatile @Nullable Process process;

    ProcessCommand(String command, Path home, Map<String, String> environment, RunningProcesses processes) {
        this.command = command;
        this.home = home;
        this.environment = environment;
        this.processes = processes;
    }

    @Override
    public void setInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        this.err = err;
    }

    @Override
    public void setExitCallback(ExitCallback exit) {
        this.exit = exit;
    }

    @Override
    public void start(ChannelSession channel, Environment requested) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(SHELL, "-c", AsciiCommand.of(command)).directory(home.toFile());
        // As a real server does: what the user of this program has in the environment is none of the nodes' business.
        builder.environment()
                .keySet()
                .removeIf(name -> !OF_THE_MACHINE.matcher(name).matches());
        builder.environment().putAll(environment);
        Process started = builder.start();
        process = started;
        processes.add(started);
        Thread.startVirtualThread(() -> feed(started));
        Thread errors = Thread.startVirtualThread(() -> copy(started.getErrorStream(), err));
        Thread.startVirtualThread(() -> {
            copy(started.getInputStream(), out);
            finish(started, errors);
        });
    }

    @Override
    public void destroy(ChannelSession channel) {
        Process started = process;
        if (started != null) {
            ProcessTree.kill(started);
        }
    }

    /** The exit code may only follow the last byte of both streams: the client stops reading at it. */
    private void finish(Process started, Thread errors) {
        int code = COULD_NOT_WAIT;
        try {
            errors.join();
            code = started.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        processes.remove(started);
        ExitCallback callback = exit;
        if (callback != null) {
            callback.onExit(code);
        }
    }

    private void feed(Process started) {
        try (OutputStream input = started.getOutputStream()) {
            byte[] buffer = new byte[BUFFER];
            int read;
            while ((read = in.read(buffer)) > 0) {
                input.write(buffer, 0, read);
                input.flush();
            }
        } catch (IOException processOrChannelGone) {
            // The process stopped reading, or the client left: there is nobody to feed.
        }
    }

    private static void copy(InputStream from, OutputStream to) {
        byte[] buffer = new byte[BUFFER];
        try (from) {
            int read;
            while ((read = from.read(buffer)) > 0) {
                to.write(buffer, 0, read);
                to.flush();
            }
        } catch (IOException channelGone) {
            // The client left; closing our end tells the process with a broken pipe.
        }
    }
}
