package org.aiperf.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.aiperf.remote.ConnectionException.Stage;
import org.jspecify.annotations.Nullable;

/** A command of the user's configuration, run on this machine, whose input and output are the connection. */
final class CommandPassage extends Passage {
    private static final int MOST_SAID = 4_000;
    private static final boolean IS_WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");

    private final String command;
    private final Map<String, String> environment;
    private final BoundedOutput said = new BoundedOutput(MOST_SAID);
    private @Nullable Process process;

    CommandPassage(String command, Map<String, String> environment) {
        this.command = command;
        this.environment = environment;
    }

    @Override
    Opened open(String host, int port, int timeoutMillis) throws IOException {
        Process started;
        try {
            started = new ProcessBuilder(shell()).start();
        } catch (IOException e) {
            throw fails(Stage.TCP, "ProxyCommand cannot be started: " + OneLine.reason(e), "check ProxyCommand", e);
        }
        process = started;
        TimedPipe pipe = new TimedPipe();
        Thread.ofVirtual().name("ProxyCommand output").start(() -> pump(started.getInputStream(), pipe));
        Thread.ofVirtual().name("ProxyCommand messages").start(() -> listen(started.getErrorStream()));
        return new Opened(pipe, started.getOutputStream(), new PipeSocket(pipe), () -> {
            pipe.close();
            end(started);
        });
    }

    /** What the command wrote to its standard error, and its exit code if it has ended. */
    @Override
    String lastWords() {
        Process current = process;
        if (current == null) {
            return "";
        }
        try {
            current.waitFor(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String words = OneLine.of(said.text());
        return current.isAlive()
                ? words
                : "ProxyCommand ended with exit code " + current.exitValue() + (words.isEmpty() ? "" : ": " + words);
    }

    private List<String> shell() {
        if (IS_WINDOWS) {
            return List.of("cmd", "/c", command);
        }
        return List.of(environment.getOrDefault("SHELL", "/bin/sh"), "-c", "exec " + command);
    }

    private static void pump(InputStream from, TimedPipe pipe) {
        byte[] buffer = new byte[64 << 10];
        try {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                pipe.put(buffer, 0, read);
            }
        } catch (IOException ended) {
            // The command is being ended.
        }
        pipe.end();
    }

    private void listen(InputStream from) {
        try {
            from.transferTo(said);
        } catch (IOException ended) {
            said.write(" (cut off)".getBytes(StandardCharsets.UTF_8), 0, 10);
        }
    }

    private static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        children.forEach(ProcessHandle::destroy);
    }
}
